/* Goes to the first field of a row that was just added, so that nobody has to look for it. */
"use strict";
document.addEventListener("formset:added", (event) => {
  event.target.querySelector("input:not([type='hidden']), select, textarea")?.focus();
});
