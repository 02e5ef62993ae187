// The console: deeds without leaving the page, and keys for the hand that is not at the mouse.
// Without it every deed is a form that leads back to the console.
"use strict";

{
  const field = (element) => element.closest("input, select, textarea, dialog, [contenteditable]");

  document.querySelector("[data-console]")?.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.status !== 409 && !answer.ok) return location.reload();
      if (answer.ok && form.hasAttribute("data-clears")) form.reset();
      // What was refused stays written, to be put right.
      const detail = { text: await answer.text(), sent: answer.ok ? form : null };
      document.dispatchEvent(new CustomEvent("answer", { detail }));
      if (answer.status === 409) document.getElementById("refused").scrollIntoView({ block: "nearest" });
    } catch {
      document.querySelector("[data-lost]").hidden = false;
    } finally {
      button.disabled = false;
    }
  });

  // Space: pause or go on. N: release what comes next. H: hold it. /: write something new.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || field(event.target)) return;
    const next = document.querySelector("[data-next] li");
    const press = (button) => button && (event.preventDefault(), button.click());
    if (event.code === "Space" && !event.target.closest("button, a, summary")) press(document.querySelector('[data-key="space"]'));
    else if (event.code === "KeyN") press(next?.querySelector('form[action$="/release/"] button'));
    else if (event.code === "KeyH") press(next?.querySelector('form[action$="/hold/"] button'));
    else if (event.key === "/") {
      event.preventDefault();
      document.querySelector("#improvise input[type=text]")?.focus();
    }
  });
}
