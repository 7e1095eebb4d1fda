/* Offers names under the box of the search while somebody types. Without this script, and whenever anything fails, the
   box is a plain field that is sent with its button. */
"use strict";
{
  const PAUSE = 200;
  const FEWEST = 2;
  const element = (name, attributes) => Object.assign(document.createElement(name), attributes);
  const text = (name, className, words) => element(name, { className, textContent: words });

  const offer = (field, number) => {
    const input = field.querySelector("input");
    const list = element("ul", { id: `suggestions-${number}`, className: "suggestions", hidden: true });
    const said = element("span", { className: "hidden" });
    let waiting = 0;
    let asking = null;
    let active = -1;

    const options = () => [...list.children];

    const choose = (place) => {
      active = place;
      for (const [each, option] of options().entries()) {
        option.setAttribute("aria-selected", String(each === active));
      }
      const chosen = options()[active];
      if (chosen) {
        input.setAttribute("aria-activedescendant", chosen.id);
        chosen.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };

    const show = (isOpen) => {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) {
        choose(-1);
      }
    };

    const stop = () => {
      clearTimeout(waiting);
      asking?.abort();
    };

    const option = (person, place) => {
      const item = element("li", { id: `${list.id}-${place}` });
      item.setAttribute("role", "option");
      const name = element("bdi", { className: "suggested", lang: person.language, dir: person.direction });
      name.textContent = person.name;
      item.append(name);
      for (const more of [person.years, person.reason]) {
        if (more) {
          item.append(" ", text("bdi", "suggested-more", more));
        }
      }
      item.dataset.url = person.url;
      return item;
    };

    const ask = async () => {
      const typed = input.value.trim();
      asking = new AbortController();
      const { signal } = asking;
      try {
        const url = `${field.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
        const answer = await fetch(url, { signal, credentials: "omit" });
        const found = answer.ok ? await answer.json() : { people: [], status: "" };
        if (signal.aborted || document.activeElement !== input) {
          return;
        }
        list.replaceChildren(...found.people.map(option));
        show(found.people.length > 0);
        said.textContent = found.status;
      } catch {
        // Nothing is offered: the field and its button are there as before.
      }
    };

    input.addEventListener("input", (event) => {
      stop();
      show(false);
      said.textContent = "";
      if (!event.isComposing && [...input.value.trim()].length >= FEWEST) {
        waiting = setTimeout(ask, PAUSE);
      }
    });
    input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));

    input.addEventListener("keydown", (event) => {
      const number = list.children.length;
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      if (["ArrowDown", "ArrowUp"].includes(event.key) && number) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // Before the first and after the last stands the field itself.
        const place = list.hidden ? (step > 0 ? 0 : number - 1) : ((active + 1 + step + number + 1) % (number + 1)) - 1;
        show(true);
        choose(place);
      } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
        // Whoever goes on in what was typed has chosen nothing.
        choose(-1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.assign(options()[active].dataset.url);
      } else if (event.key === "Escape") {
        stop();
        if (list.hidden) {
          input.value = "";
        } else {
          event.preventDefault();
          show(false);
        }
      }
    });
    input.addEventListener("blur", () => {
      stop();
      show(false);
    });
    // The field keeps the focus, so that the list does not close before it was chosen from.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[role=option]");
      if (chosen) {
        location.assign(chosen.dataset.url);
      }
    });

    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.list);
    said.setAttribute("role", "status");
    for (const [name, value] of Object.entries({ autocomplete: "list", expanded: "false", controls: list.id })) {
      input.setAttribute(`aria-${name}`, value);
    }
    input.setAttribute("role", "combobox");
    field.append(list, said);
  };

  for (const [number, field] of document.querySelectorAll(".seek-field").entries()) {
    offer(field, number);
  }
}
