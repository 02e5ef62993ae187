// Keeps a participant's page up to date, sends answers until they are received. The page is whole without it.
// Phones reach a server in the same room by plain http, so nothing here needs a secure context.
"use strict";

{
  const room = document.querySelector("[data-room]");
  const feed = document.querySelector("[data-feed]");
  const older = document.querySelector("[data-older]");
  const now = document.querySelector("[data-now]");
  const lost = document.querySelector("[data-lost]");
  const unsent = document.querySelector("[data-unsent]");
  const paused = document.querySelector("[data-paused]");
  const face = document.querySelector("[data-clock]");

  const SILENT_MS = 35000;
  const AGAIN_MS = [1000, 2000, 4000, 8000];
  const GIVE_UP_MS = 120000;
  const LOOK_MS = 60000;
  const ALIVE_MS = 30000;
  const NEWEST = 10;

  let stream = null;
  let heard = Date.now();
  let after = Number(room.dataset.after);
  let waiting = 0;

  const jitter = (most) => Math.random() * most;
  const made = (html) => {
    const held = document.createElement("template");
    held.innerHTML = html.trim();
    return held.content.firstElementChild;
  };

  // Loads the page anew, unless that would throw away what somebody is writing.
  let writing = false;
  document.addEventListener("input", () => (writing = true));
  document.addEventListener("submit", () => (writing = false));
  const freshen = () => {
    if (!writing) return location.reload();
    document.querySelector("[data-stale]").hidden = false;
    return later(connect, 5000);
  };

  // --- What comes -----------------------------------------------------------------------------------------------
  const reach = (event) => {
    heard = Date.now();
    lost.hidden = true;
    after = Math.max(after, Number(event.lastEventId) || 0);
    seenSoon();
  };

  // The page is headed by the phase of the story that is open.
  const headed = (title) => {
    const name = document.createElement("bdi");
    name.textContent = title;
    document.querySelector("h1").replaceChildren(name);
    for (const stale of document.querySelectorAll("[data-before]")) stale.hidden = true;
  };

  const add = (event) => {
    const item = made(event.data);
    if (item && !document.querySelector(`[data-line="${CSS.escape(item.dataset.line)}"]`)) feed.prepend(item);
    // Where earlier ones are folded, the oldest goes there.
    while (older && feed.children.length > NEWEST) {
      older.querySelector(".feed").prepend(feed.lastElementChild);
      older.hidden = false;
    }
    document.querySelector("[data-empty]").hidden = true;
    if (item?.dataset.kind === "phase") headed(item.querySelector("h3").textContent);
    reach(event);
    // What an evaluator looks for is another thing in each phase.
    if (item?.dataset.kind === "phase" && document.querySelector("[data-guide]")) setTimeout(freshen, jitter(1500));
  };

  // What is asked now stands alone: whatever is closed goes to the earlier ones.
  const earlier = document.querySelector("[data-earlier]");
  const shelve = () => {
    for (const old of earlier ? [...now.children].reverse() : []) {
      const key = old.dataset.decision || old.dataset.spread;
      const card = key && document.getElementById(`decision-${key}`);
      // Whatever is no question stays, and so does whatever is still to be decided.
      if (!key || (card && "open" in card.dataset)) continue;
      earlier.querySelector(".stack").prepend(old);
      earlier.hidden = false;
    }
  };

  // What was opened stays open, and who stood on it stands there still.
  const swap = (old, part) => {
    const [was, is] = [old.querySelector("details"), part.querySelector("details")];
    const focused = was?.querySelector("summary") === document.activeElement;
    if (was && is && part.id === "dusk") is.open = was.open;
    old.replaceWith(part);
    if (focused) is?.querySelector("summary").focus();
  };

  // It is this seat's to decide: the server knows what it has answered, and chooses that.
  const answerIn = async (part) => {
    try {
      const answer = await fetch(part.querySelector("form").action, { headers: { "X-Part": "1" } });
      const fresh = answer.ok && made(await answer.text());
      if (fresh && part.isConnected && !part.querySelector("input:checked")) part.replaceWith(fresh);
    } catch {
      // Nobody answers: nothing is chosen yet, and that is all.
    }
  };

  // A card is replaced; the reader's own answer, and what is being typed, stay.
  const put = (event) => {
    const part = made(event.data);
    const old = part && document.getElementById(part.id);
    if (old?.querySelector("[data-decide]") && part.querySelector("[data-decide]")) {
      // Still theirs to decide: what has been chosen so far is the reader's.
    } else if (old && "open" in old.dataset && "open" in part.dataset && old.querySelector("[data-answer]")) {
      // The same question, still open: what stands in its form is the reader's.
    } else if (old) {
      const own = old.querySelector("[data-own]");
      if (own && !part.querySelector("[data-own]")) part.querySelector(".stack")?.prepend(own);
      swap(old, part);
    } else if (part) {
      const card = part.dataset.spread && document.getElementById(`decision-${part.dataset.spread}`);
      if ("open" in part.dataset) shelve();
      if (card) card.after(part);
      else now.prepend(part);
    }
    if (part?.isConnected && part.querySelector("[data-decide]")) answerIn(part);
    reach(event);
  };

  // One attempt at a time, never all phones of a room at once.
  const later = (deed, least) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      deed();
    }, least + jitter(2000));
  };

  const connect = () => {
    stream?.close();
    heard = Date.now();
    stream = new EventSource(`${room.dataset.stream}&after=${after}`);
    stream.addEventListener("item", add);
    stream.addEventListener("part", put);
    stream.addEventListener("clock", (event) => {
      heard = Date.now();
      lost.hidden = true;
      setClock(JSON.parse(event.data));
    });
    stream.addEventListener("page", (event) => {
      reach(event);
      setTimeout(freshen, jitter(1500));
    });
    stream.addEventListener("error", () => {
      lost.hidden = false;
      const refused = stream.readyState === EventSource.CLOSED;
      stream.close();
      later(refused && navigator.onLine ? lookAgain : connect, 1000);
    });
  };

  // Refused: the page itself knows why. It is loaded anew, but not over and over.
  const lookAgain = () => {
    const before = Number(sessionStorage.getItem("looked"));
    if (Date.now() - before < LOOK_MS) return later(connect, 5000);
    sessionStorage.setItem("looked", Date.now());
    return freshen();
  };

  const awake = () => {
    if (!stream || waiting || document.visibilityState !== "visible") return;
    if (stream.readyState === EventSource.CLOSED || Date.now() - heard > SILENT_MS) connect();
  };
  if (room.dataset.stream) {
    document.addEventListener("visibilitychange", awake);
    window.addEventListener("online", () => later(connect, 0));
    // The old line may seem open for long; a new one shows at once whether the server can be reached.
    window.addEventListener("offline", connect);
    window.addEventListener("pageshow", (event) => event.persisted && connect());
    window.addEventListener("pagehide", () => stream.close());
    setInterval(awake, 5000);
  }

  // --- What was seen --------------------------------------------------------------------------------------------
  let told = 0;
  let telling = 0;
  const tell = () => {
    if (document.visibilityState !== "visible" || stream?.readyState !== EventSource.OPEN) return;
    told = after;
    navigator.sendBeacon(room.dataset.seen, new URLSearchParams({ t: room.dataset.ticket, n: after }));
  };
  const seenSoon = () => {
    if (telling || !room.dataset.stream || after <= told) return;
    telling = setTimeout(() => {
      telling = 0;
      tell();
    }, 1000 + jitter(5000));
  };
  document.addEventListener("visibilitychange", seenSoon);

  // --- The clock of the story -----------------------------------------------------------------------------------
  let story = { story_s: Number(face.dataset.story), speed_pct: Number(face.dataset.speed), state: face.dataset.state };
  let setAt = performance.now();
  const setClock = (clock) => {
    story = clock;
    paused.hidden = story.state !== "paused";
    setAt = performance.now();
    draw();
  };
  const draw = () => {
    const passed = story.state === "running" ? ((performance.now() - setAt) / 1000) * (story.speed_pct / 100) : 0;
    const second = Math.floor(story.story_s + passed);
    const dated = face.dataset.begins !== "";
    const minutes = Math.floor((dated ? (Number(face.dataset.begins) + second) % 86400 : second) / 60);
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(minutes / 60);
    const text = dated ? `${two(hours)}:${two(minutes % 60)}` : `+${hours}:${two(minutes % 60)}`;
    const shown = text.replace(/\d/g, (digit) => face.dataset.digits[Number(digit)]);
    if (face.textContent !== shown) face.textContent = shown;
  };
  setInterval(draw, 1000);

  // --- Answers --------------------------------------------------------------------------------------------------
  const key = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
  const pause = (ms) => new Promise((go) => setTimeout(go, ms));

  const send = async (form, body) => {
    const begun = Date.now();
    for (let turn = 0; Date.now() - begun < GIVE_UP_MS; turn += 1) {
      try {
        const headers = { "X-Part": "1", "X-CSRFToken": key };
        const answer = await fetch(form.action, { method: "POST", body, headers });
        if (answer.status < 500) return answer;
      } catch {
        // No connection: once more below.
      }
      unsent.hidden = false;
      await pause(AGAIN_MS[Math.min(turn, AGAIN_MS.length - 1)] + jitter(500));
    }
    return null;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-answer], [data-decide]")) return;
    event.preventDefault();
    const card = form.closest("[data-decision], [data-deciding]");
    const button = form.querySelector("button");
    button.disabled = true;
    const answer = await send(form, new URLSearchParams(new FormData(form)));
    button.disabled = false;
    if (answer === null) return;
    unsent.hidden = true;
    const html = await answer.text();
    if (answer.status === 200) {
      const fresh = made(html);
      if (!fresh) return location.reload();
      card.replaceWith(fresh);
      // Once it is decided nothing is left to do here: on to the question, as it stands now.
      const next = fresh.hidden ? document.getElementById(`decision-${fresh.dataset.deciding}`) : fresh;
      next?.setAttribute("tabindex", "-1");
      next?.focus();
    } else if (answer.status === 409) {
      form.querySelector("[data-told]").replaceChildren(made(html));
    } else {
      location.reload();
    }
  });

  if (room.dataset.stream) {
    connect();
    seenSoon();
    // Whoever is silent for a minute counts as asleep.
    setInterval(tell, ALIVE_MS + jitter(10000));
  }
}
