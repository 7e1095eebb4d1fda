/* Puts rows into another order by button, by hand or by finger. Without this script the numbers are typed. */
"use strict";
{
  const PLACES = "input.place";
  const voice = document.createElement("p");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  voice.setAttribute("aria-live", "polite");

  const place = (row) => row.querySelector(PLACES);
  const rowsOf = (group) => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
  const groupOf = (row) => row.closest(".inline-group");
  const number = (row) => Number(row.id.split("-").pop());
  /* A row that nobody has filled in has no place. */
  const isUsed = (row) => row.classList.contains("has_original") || Boolean(row.querySelector("select")?.value);
  const isGoing = (row) => Boolean(row.querySelector("td.delete input:checked"));

  /* What was refused of a row stands in a row of its own before it, and goes with it. */
  const withErrors = (row) => {
    const before = row.previousElementSibling;
    return before?.classList.contains("row-form-errors") ? [before, row] : [row];
  };

  const putBefore = (row, other) => {
    const target = withErrors(other)[0];
    withErrors(row).forEach((part) => target.before(part));
  };

  const putAfter = (row, other) => other.after(...withErrors(row));

  const arrange = (group, rank) => {
    const rows = rowsOf(group);
    const end = group.querySelector("tr.empty-form") ?? group.querySelector("tr.add-row");
    const sorted = rows.map((row, index) => [rank(row), index, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    if (end && sorted.some(([, , row], index) => row !== rows[index])) {
      sorted.forEach(([, , row]) => end.before(...withErrors(row)));
    }
  };

  const byPlace = (group) => arrange(group, (row) => Number(place(row).value) || Infinity);

  const renumber = (group) => {
    let next = 1;
    rowsOf(group).forEach((row) => {
      place(row).value = isUsed(row) && !isGoing(row) ? next++ : "";
    });
    group.dataset.ordered = "1";
  };

  const say = (row) => {
    const rows = rowsOf(groupOf(row)).filter(isUsed);
    const chosen = row.querySelector("select")?.selectedOptions[0]?.textContent ?? "";
    voice.textContent = place(row)
      .dataset.moved.replace("%(name)s", chosen)
      .replace("%(place)s", rows.indexOf(row) + 1)
      .replace("%(total)s", rows.length);
  };

  const step = (row, direction) => {
    const rows = rowsOf(groupOf(row)).filter(isUsed);
    const other = rows.includes(row) && rows[rows.indexOf(row) + direction];
    if (!other) {
      return;
    }
    (direction < 0 ? putBefore : putAfter)(row, other);
    renumber(groupOf(row));
    say(row);
  };

  const button = (label, text, name) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = text;
    made.title = label;
    made.setAttribute("aria-label", label);
    return made;
  };

  const equip = (row) => {
    const words = place(row).dataset;
    const tools = document.createElement("span");
    const handle = button(words.drag, "⠿", "move-by-hand");
    handle.tabIndex = -1;
    handle.setAttribute("aria-hidden", "true");
    tools.className = "move";
    tools.append(handle, button(words.up, "↑", "move-up"), button(words.down, "↓", "move-down"));
    /* Under the picture, where a narrow screen shows it first. */
    (row.querySelector("td.field-preview") ?? place(row).parentElement).append(tools);
  };

  const carry = (event) => {
    const handle = event.target.closest(".move-by-hand");
    const row = handle?.closest("tr.form-row");
    if (!row || event.button > 0) {
      return;
    }
    event.preventDefault();
    row.classList.add("carried");
    let moved = false;
    const follow = (at) => {
      const over = rowsOf(groupOf(row)).find((other) => {
        const box = other.getBoundingClientRect();
        return other !== row && isUsed(other) && at.clientY >= box.top && at.clientY <= box.bottom;
      });
      if (over) {
        const box = over.getBoundingClientRect();
        (at.clientY < box.top + box.height / 2 ? putBefore : putAfter)(row, over);
        moved = true;
      }
    };
    const drop = () => {
      row.classList.remove("carried");
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      if (moved) {
        renumber(groupOf(row));
        say(row);
      }
    };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  };

  const press = (event) => {
    const pressed = event.target.closest(".move-up, .move-down");
    if (pressed) {
      step(pressed.closest("tr.form-row"), pressed.classList.contains("move-up") ? -1 : 1);
      pressed.focus();
    }
  };

  /* The stock script numbers the rows anew by where they stand when one is removed: let them stand as they came. */
  const beforeRemoval = (event) => {
    const group = event.target.closest(".inline-deletelink")?.closest(".inline-group");
    if (group?.querySelector("fieldset.ordered") && group.dataset.ordered) {
      const places = new Map(rowsOf(group).map((row, index) => [row, index]));
      arrange(group, number);
      setTimeout(() => {
        arrange(group, (row) => places.get(row));
        renumber(group);
      });
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const groups = [...document.querySelectorAll("fieldset.ordered")].map((one) => one.closest(".inline-group"));
    groups.filter((group) => group.querySelector(PLACES)).forEach((group) => {
      group.querySelectorAll("tr.form-row").forEach(equip);
      byPlace(group);
      group.addEventListener("click", press);
      group.addEventListener("pointerdown", carry);
      group.closest("form").addEventListener("submit", () => group.dataset.ordered && renumber(group));
    });
    document.body.append(voice);
    document.addEventListener("click", beforeRemoval, true);
  });
}
