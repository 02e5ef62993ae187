// A page that listens: whatever is told on the stream, its live parts are asked for anew and put in place.
// Where the line is lost it says so, and asks every five seconds. Without it, reloading shows how things stand.
"use strict";

{
  const listening = document.querySelector("[data-stream]");
  const lost = document.querySelector("[data-lost]");
  const [SOON, SLOW, ALIVE, SILENT] = [150, 5000, 30000, 35000];
  let source = null;
  let heard = Date.now();
  let after = Number(listening.dataset.after || 0);
  let waiting = 0;
  let asking = false;
  let again = false;

  // What somebody has written or chosen and not sent yet.
  const first = (one) => Math.max(0, [...one.options].findIndex((option) => option.defaultSelected));
  const changed = (one) => {
    if (one.matches("select")) return one.selectedIndex !== first(one);
    if (one.matches("[type=checkbox], [type=radio]")) return one.checked !== one.defaultChecked;
    return one.matches("input:not([type=hidden]), textarea") && one.value !== one.defaultValue;
  };
  const fields = (part) => [...part.querySelectorAll("input, select, textarea")];

  // A part in which somebody writes or has opened something stays until they are done.
  const busy = (part) => {
    const active = document.activeElement;
    return (part.contains(active) && active.matches("input, select, textarea")) || fields(part).some(changed);
  };

  // The same field of the same form, once its part has been put in place anew.
  const sameField = (part, one) => {
    const action = one.form?.getAttribute("action");
    return fields(part).find((other) => {
      const alike = other.name === one.name && other.form?.getAttribute("action") === action;
      return alike && (one.type !== "radio" || other.value === one.value);
    });
  };

  // Forms carry another secret each time; that alone is nothing new.
  const plain = (part) => part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1");

  // A deed puts all parts in place, and what is written elsewhere meanwhile goes on in them; ``sent`` is done with.
  const put = (page, all, sent = null) => {
    for (const fresh of page.querySelectorAll("[data-live]")) {
      const old = document.getElementById(fresh.id);
      if (!old || (!all && ("told" in old.dataset || busy(old))) || plain(old) === plain(fresh)) continue;
      const opened = new Map([...old.querySelectorAll("details")].map((one, place) => [one.id || place, one.open]));
      const active = old.contains(document.activeElement) ? document.activeElement : null;
      const action = active?.closest("form")?.getAttribute("action");
      // A part may have been put in place anew since: then the form that was sent is known by where it leads.
      const gone = (one) => one.form === sent || (sent && !sent.isConnected && one.form?.getAttribute("action") === sent.getAttribute("action"));
      const unsent = fields(old).filter((one) => !gone(one) && changed(one));
      [...fresh.querySelectorAll("details")].forEach((one, place) => (one.open = opened.get(one.id || place) || false));
      old.innerHTML = fresh.innerHTML;
      for (const one of unsent) {
        const other = sameField(old, one);
        if (other) Object.assign(other, one.matches("[type=checkbox], [type=radio]") ? { checked: one.checked } : { value: one.value });
      }
      const writing = active?.matches("input, select, textarea") && !gone(active) && sameField(old, active);
      if (writing) writing.focus();
      else if (action) old.querySelector(`form[action="${CSS.escape(action)}"] button`)?.focus();
    }
    const next = page.querySelector("[data-stream]");
    // Once it is started, or has ended, the page is another one.
    if (next?.dataset.stage !== listening.dataset.stage) return location.reload();
    after = Math.max(after, Number(next.dataset.after || 0));
    document.dispatchEvent(new Event("fresh"));
  };

  const ask = async () => {
    if (asking) return void (again = true);
    asking = true;
    try {
      const answer = await fetch(location.href, { headers: { "x-requested-with": "fetch" } });
      if (answer.redirected || answer.status === 404 || answer.status === 403) return location.reload();
      if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"), false);
    } catch {
      // Nobody answers: the next try comes by itself.
    } finally {
      asking = false;
      if (again) {
        again = false;
        soon();
      }
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, SOON);
  };

  // A screen says what it shows, so that the console knows that it is there.
  const tell = () => {
    const { seen, ticket } = listening.dataset;
    if (!seen || document.hidden || source?.readyState !== EventSource.OPEN) return;
    navigator.sendBeacon(seen, new URLSearchParams({ t: ticket, n: after }));
  };
  document.addEventListener("fresh", tell);
  // Whoever is silent for a minute counts as asleep.
  setInterval(tell, ALIVE);

  const listen = () => {
    source?.close();
    if (!listening.dataset.stream) return;
    source = new EventSource(`${listening.dataset.stream}&after=${after}`);
    heard = Date.now();
    const news = (event) => {
      heard = Date.now();
      lost.hidden = true;
      after = Math.max(after, Number(event.lastEventId || 0));
    };
    source.addEventListener("open", (event) => (news(event), tell()));
    source.addEventListener("item", (event) => (news(event), soon()));
    source.addEventListener("part", (event) => (news(event), soon()));
    source.addEventListener("page", (event) => (news(event), location.reload()));
    source.addEventListener("clock", (event) => {
      const before = document.querySelector("[data-clock]")?.dataset.state;
      news(event);
      const detail = JSON.parse(event.data);
      document.dispatchEvent(new CustomEvent("story", { detail }));
      // How much time the law leaves goes down with the clock; everything else of the city is told as it changes.
      const runs = detail.state === "running" && document.querySelector("#screen-city [data-deadline]");
      if (before !== detail.state || runs) soon();
    });
    source.addEventListener("error", () => (lost.hidden = false));
  };

  // What another script got from the server: the page as it stands after a deed.
  document.addEventListener("answer", (event) => {
    const { text, sent } = event.detail;
    const page = new DOMParser().parseFromString(text, "text/html");
    // What was said about the deed stays until the next one.
    const said = page.querySelector(".messages");
    if (said) page.querySelector("[data-told]")?.append(said);
    put(page, true, sent);
  });
  // The old line may seem open for long; a new one shows at once whether the server can be reached.
  window.addEventListener("offline", listen);
  for (const name of ["online", "visibilitychange"]) {
    (name === "online" ? window : document).addEventListener(name, () => {
      if (!document.hidden && source?.readyState !== EventSource.OPEN) listen();
    });
  }
  setInterval(() => {
    if (!listening.dataset.stream || source?.readyState === EventSource.OPEN) {
      if (Date.now() - heard <= SILENT) return;
    }
    if (listening.dataset.stream) lost.hidden = false;
    ask();
    if (source?.readyState === EventSource.CLOSED || Date.now() - heard > SILENT) listen();
  }, SLOW);
  // Which phones sleep, what they have seen, and in how many minutes something comes, no line of the log says.
  if ("console" in listening.dataset) setInterval(ask, ALIVE);
  listen();
}
