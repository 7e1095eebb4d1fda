/* Works out the SHA-256 of a file that is chosen or dropped, in the browser: the file itself is sent nowhere. Without
   this script, and where a browser cannot do it, the field for the number alone is there. */
"use strict";
{
  const field = document.querySelector(".drop");
  const input = field.querySelector("input");
  const output = field.querySelector("output");
  const number = document.querySelector("#sha256");

  const say = (sentence) => {
    output.textContent = sentence;
  };

  const inHex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const ask = async (files) => {
    if (files.length !== 1) {
      say(files.length ? field.dataset.several : "");
      return;
    }
    if (files[0].size > Number(field.dataset.limit)) {
      say(field.dataset.large);
      return;
    }
    say(field.dataset.reading);
    try {
      number.value = inHex(await crypto.subtle.digest("SHA-256", await files[0].arrayBuffer()));
    } catch {
      say(field.dataset.failed);
      return;
    }
    say("");
    number.form.requestSubmit();
  };

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

  if (window.crypto?.subtle) {
    field.hidden = false;
    input.addEventListener("change", () => ask(input.files));
    // Wherever on the page a file is dropped: beside the field it would otherwise be opened in place of the page.
    document.addEventListener("dragover", (event) => {
      if (carriesFiles(event)) {
        event.preventDefault();
        field.classList.add("over");
      }
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) {
        field.classList.remove("over");
      }
    });
    document.addEventListener("drop", (event) => {
      if (carriesFiles(event)) {
        event.preventDefault();
        field.classList.remove("over");
        ask(event.dataTransfer.files);
      }
    });
  }
}
