/* Says below a date, while it is typed, how it is understood. Without this script the saved form says the same. */
"use strict";
{
  const waiting = new WeakMap();

  const say = (input, answer) => {
    const output = input.parentElement.querySelector("output");
    output.textContent = answer.error || answer.sentence;
    output.classList.toggle("refused", Boolean(answer.error));
  };

  const ask = async (input) => {
    const text = input.value;
    const query = new URLSearchParams({ text, anniversary: input.dataset.anniversary || "" });
    try {
      const response = await fetch(`${input.dataset.dates}?${query}`, { credentials: "same-origin" });
      if (response.ok && input.value === text) {
        say(input, await response.json());
      }
    } catch {
      // No answer, no sentence: the saved form will say it.
    }
  };

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches("input[data-dates]")) {
      return;
    }
    clearTimeout(waiting.get(input));
    waiting.set(input, setTimeout(() => ask(input), 250));
  });
}
