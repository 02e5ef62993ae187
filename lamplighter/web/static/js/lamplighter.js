// Menus, questions before deeds, and a few keys. Pages work without it.
"use strict";

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
};

document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-menu]")));

const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details[data-menu][open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const stops = [...menu.querySelectorAll("summary, a, button")].filter((stop) => stop.checkVisibility());
    const step = event.key === "ArrowDown" ? 1 : -1;
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    event.preventDefault();
  } else if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("input[type=search]");
    if (search) {
      search.focus();
      search.select();
      event.preventDefault();
    }
  }
});

// A deed that cannot be undone asks once, in its own words: <form data-ask="…" data-ask-yes="…">.
const ask = (words, yes) =>
  new Promise((answer) => {
    const dialog = document.getElementById("ask");
    const button = dialog.querySelector("[data-yes]");
    button.dataset.plain ??= button.textContent;
    dialog.querySelector("#ask-words").textContent = words;
    button.textContent = yes || button.dataset.plain;
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
    dialog.returnValue = "no";
    dialog.showModal();
  });

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const words = button?.dataset.ask ?? form.dataset.ask;
  if (!words || form.dataset.answered) {
    delete form.dataset.answered;
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  ask(words, button?.dataset.askYes ?? form.dataset.askYes).then((sure) => {
    if (!sure) return;
    form.dataset.answered = "yes";
    form.requestSubmit(button ?? undefined);
  });
}, true);

document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  ask(event.detail.question, event.detail.elt.dataset.askYes).then((sure) => {
    if (sure) event.detail.issueRequest(true);
  });
});

// Choices over a list take effect at once: <form data-at-once>.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

// Arrow keys walk the cells of a roster: up and down by row, start and end by reading direction.
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-cells] td, [data-cells] th");
  if (!cell || !event.key.startsWith("Arrow")) return;
  const rtl = getComputedStyle(cell).direction === "rtl";
  const row = cell.parentElement;
  const rows = [...row.closest("table").rows];
  let [y, x] = [rows.indexOf(row), cell.cellIndex];
  if (event.key === "ArrowUp") y -= 1;
  if (event.key === "ArrowDown") y += 1;
  if (event.key === "ArrowLeft") x += rtl ? 1 : -1;
  if (event.key === "ArrowRight") x += rtl ? -1 : 1;
  const next = rows[y]?.cells[x];
  const stop = next?.querySelector("a, button, [tabindex]") ?? (next?.matches("[tabindex]") ? next : null);
  if (stop) {
    stop.focus();
    event.preventDefault();
  }
});
