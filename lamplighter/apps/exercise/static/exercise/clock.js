// The story's clock between two words of the server: it goes on by itself. Without it the page shows when it was made.
"use strict";

{
  const two = (number) => String(number).padStart(2, "0");
  const told = new WeakMap();

  // What the clock of the story shows at one of its seconds: the hour of its day, or hours since its beginning.
  const written = (clock, story) => {
    const { begins, digits } = clock.dataset;
    const minutes = Math.floor((story + Number(begins || 0)) / 60);
    const hours = Math.floor(minutes / 60);
    const plain = begins ? `${two(hours % 24)}:${two(minutes % 60)}` : `+${hours}:${two(minutes % 60)}`;
    return plain.replace(/\d/g, (digit) => [...digits][Number(digit)]);
  };

  const draw = () => {
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const { story, speed, state } = clock.dataset;
      if (!told.has(clock)) told.set(clock, performance.now());
      const gone = state === "running" ? ((performance.now() - told.get(clock)) / 1000) * (speed / 100) : 0;
      const text = written(clock, Number(story) + gone);
      if (clock.textContent !== text) clock.textContent = text;
    }
  };

  // The stream says how the clock stands.
  document.addEventListener("story", (event) => {
    for (const clock of document.querySelectorAll("[data-clock]")) {
      clock.dataset.story = event.detail.story_s;
      clock.dataset.speed = event.detail.speed_pct;
      clock.dataset.state = event.detail.state;
      told.set(clock, performance.now());
    }
    draw();
  });

  draw();
  setInterval(draw, 500);
}
