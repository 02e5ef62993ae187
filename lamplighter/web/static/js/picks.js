// Searching in a long list of boxes; without it the list is simply whole.
"use strict";

// The same letters as the server's search: no accents or vowel points, one shape of yeh and kaf.
const plain = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mn}/gu, "")
    .replace(/[یى]/g, "ي")
    .replace(/ک/g, "ك")
    .replace(/[\u200b-\u200f]/g, "");

for (const picks of document.querySelectorAll("[data-picks]")) {
  const box = picks.querySelector("[data-picks-search]");
  const search = box.querySelector("input");
  const rows = [...picks.querySelectorAll("li")];
  if (rows.length < 9) continue;
  box.hidden = false;
  search.addEventListener("input", () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = plain(row.textContent);
      row.hidden = !row.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
