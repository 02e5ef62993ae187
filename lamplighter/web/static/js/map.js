// The service map: zoom, pan, walk along the lines, bring out what hangs together. Without it the map is still
// a picture with links in reading order, and the table beside it has the same facts.
"use strict";

for (const map of document.querySelectorAll("[data-map]")) {
  const frame = map.querySelector("[data-map-frame]");
  const drawing = frame.querySelector("svg");
  const [wide, high] = [Number(drawing.dataset.wide), Number(drawing.dataset.high)];
  const nodes = [...drawing.querySelectorAll("[data-key]")];
  const wires = [...drawing.querySelectorAll("[data-from]")];
  const byKey = new Map(nodes.map((node) => [node.dataset.key, node]));
  const keys = (node, side) => (node.dataset[side] ? node.dataset[side].split(" ") : []);
  const rtl = getComputedStyle(frame).direction === "rtl";
  for (const tool of map.querySelectorAll("[data-map-tools]")) tool.hidden = false;

  let scale = 1;
  const [LEAST, MOST] = [0.2, 2.5];
  // Zooming keeps the point (x, y) of the frame where it is.
  const zoom = (to, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
    const next = Math.min(MOST, Math.max(LEAST, to));
    const at = drawing.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    const [dx, dy] = [box.left + x - at.left, box.top + y - at.top];
    const grown = next / scale;
    scale = next;
    drawing.setAttribute("width", wide * scale);
    drawing.setAttribute("height", high * scale);
    const now = drawing.getBoundingClientRect();
    frame.scrollBy(now.left + dx * grown - (box.left + x), now.top + dy * grown - (box.top + y));
  };
  const fit = (whole) => {
    const across = (frame.clientWidth - 2) / wide;
    zoom(whole ? Math.min(across, (window.innerHeight * 0.74) / high, 1.2) : Math.min(1, Math.max(0.62, across)));
  };
  map.addEventListener("click", (event) => {
    const how = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (how === "in") zoom(scale * 1.25);
    if (how === "out") zoom(scale / 1.25);
    if (how === "fit") fit(true);
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    },
    { passive: false },
  );

  // Dragging with the mouse; fingers scroll by themselves.
  let from = null;
  let dragged = false;
  frame.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX, event.clientY];
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (!dragged && Math.hypot(dx, dy) < 5) return;
    dragged = true;
    frame.classList.add("is-dragged");
    frame.scrollBy(-dx, -dy);
    from = [event.clientX, event.clientY];
  });
  window.addEventListener("pointerup", () => {
    from = null;
    frame.classList.remove("is-dragged");
  });
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.addEventListener("click", (event) => dragged && event.preventDefault(), true);

  // What stands on the chosen thing and what it stands on, however far.
  const reach = (start, side) => {
    const found = new Set([start]);
    for (const key of found) for (const next of keys(byKey.get(key), side)) if (byKey.has(next)) found.add(next);
    return found;
  };
  const choose = (node) => {
    drawing.classList.toggle("is-chosen", Boolean(node));
    for (const each of drawing.querySelectorAll(".is-near, .is-here")) each.classList.remove("is-near", "is-here");
    if (!node) return;
    const [below, above] = [reach(node.dataset.key, "on"), reach(node.dataset.key, "by")];
    node.classList.add("is-here");
    for (const key of [...below, ...above]) byKey.get(key).classList.add("is-near");
    for (const wire of wires) {
      const [one, other] = [wire.dataset.from, wire.dataset.to];
      if ((below.has(one) && below.has(other)) || (above.has(one) && above.has(other))) wire.classList.add("is-near");
    }
  };
  const current = () => document.activeElement?.closest?.("[data-key]");
  for (const node of nodes) {
    node.addEventListener("focus", () => choose(node));
    node.addEventListener("blur", () => choose(null));
    node.addEventListener("mouseenter", () => choose(node));
    node.addEventListener("mouseleave", () => choose(current()));
  }

  // Keys: onwards and back along the lines by reading direction, up and down the column.
  const middle = (node) => {
    const box = node.querySelector("rect");
    return [Number(box.getAttribute("x")), Number(box.getAttribute("y"))];
  };
  const nearest = (node, candidates) => {
    const y = middle(node)[1];
    return candidates
      .map((key) => byKey.get(key))
      .filter(Boolean)
      .sort((one, other) => Math.abs(middle(one)[1] - y) - Math.abs(middle(other)[1] - y))[0];
  };
  const beside = (node, step) => {
    const [x] = middle(node);
    const column = nodes.filter((each) => middle(each)[0] === x);
    return column[column.indexOf(node) + step];
  };
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoom(scale * 1.25);
    else if (event.key === "-") zoom(scale / 1.25);
    else if (event.key === "0") fit(true);
    else {
      const node = current();
      if (!node || !event.key.startsWith("Arrow")) return;
      const onwards = event.key === (rtl ? "ArrowLeft" : "ArrowRight");
      const back = event.key === (rtl ? "ArrowRight" : "ArrowLeft");
      const next = onwards
        ? nearest(node, keys(node, "on"))
        : back
          ? nearest(node, keys(node, "by"))
          : beside(node, event.key === "ArrowDown" ? 1 : -1);
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    event.preventDefault();
  });

  fit(false);
}
