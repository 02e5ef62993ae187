// The board of a roster by keyboard: one stop in the order of tabs, arrows walk the cells, Enter opens the duty.
"use strict";

for (const table of document.querySelectorAll("[data-board]")) {
  const rows = [...table.rows].map((row) => [...row.cells]);
  const stopOf = (cell) => cell.querySelector("a") ?? cell;
  for (const cell of rows.flat()) {
    cell.tabIndex = cell.querySelector("a") ? cell.tabIndex : -1;
    for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
  }
  const first = table.querySelector("tbody a") ?? table.querySelector("tbody td");
  if (first) first.tabIndex = 0;

  const go = (cell, from) => {
    const stop = cell && stopOf(cell);
    if (!stop) return;
    for (const each of table.querySelectorAll("[tabindex='0']")) each.tabIndex = -1;
    from.tabIndex = -1;
    stop.tabIndex = 0;
    stop.focus();
    stop.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td, th");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const y = rows.findIndex((row) => row.includes(cell));
    const x = rows[y].indexOf(cell);
    const onwards = getComputedStyle(table).direction === "rtl" ? -1 : 1;
    const last = rows[y].length - 1;
    const next = {
      ArrowUp: () => rows[y - 1]?.[x],
      ArrowDown: () => rows[y + 1]?.[x],
      ArrowLeft: () => rows[y][x - onwards],
      ArrowRight: () => rows[y][x + onwards],
      Home: () => rows[y][1],
      End: () => rows[y][last],
      PageUp: () => rows[y][Math.max(1, x - 7)],
      PageDown: () => rows[y][Math.min(last, x + 7)],
    }[event.key];
    if (!next) return;
    event.preventDefault();
    go(next(), event.target);
  });
}
