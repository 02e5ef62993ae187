// Writing a scenario: only the fields that the chosen way to come needs; choices of a filter act at once.
// Without it everything is simply there.
"use strict";

for (const form of document.querySelectorAll("form[data-part]")) {
  const chosen = () => form.querySelector("input[name=release]:checked")?.value;
  const at = form.querySelector("input[name=at]")?.closest(".field");
  const show = () => {
    const release = chosen();
    if (!release) return;
    if (at) at.hidden = release !== "timed";
    for (const section of form.querySelectorAll("[data-of]")) {
      section.hidden = !section.dataset.of.split(" ").includes(release);
    }
  };
  form.addEventListener("change", show);
  show();

  // Leaving with unsaved words asks the browser to ask.
  let written = false;
  form.addEventListener("input", () => (written = true));
  form.addEventListener("submit", () => (written = false));
  window.addEventListener("beforeunload", (event) => {
    if (written) event.preventDefault();
  });
}
