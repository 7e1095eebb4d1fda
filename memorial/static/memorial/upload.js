/* Sends chosen files one by one, each with its progress, in the order that a person gives them. Without this script the
   form sends them all together. */
"use strict";
{
  const form = document.getElementById("upload");
  const list = form.querySelector(".chosen");
  const chooser = form.querySelector("input[type='file']");
  const status = document.getElementById("upload-said");
  const results = document.getElementById("results");
  const row = document.getElementById("chosen-file");
  const words = Object.fromEntries(
    [...document.querySelectorAll("#upload-words dt")].map((term) => [
      term.textContent,
      term.nextElementSibling.textContent,
    ]),
  );
  const files = new WeakMap();
  let sending = false;

  const said = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key]);
  const rows = () => [...list.children];
  const nameOf = (item) => files.get(item).name;
  const sizeOf = (bytes) =>
    bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  const add = (file) => {
    const item = row.content.firstElementChild.cloneNode(true);
    files.set(item, file);
    item.querySelector(".name").textContent = file.name;
    item.querySelector(".size").textContent = sizeOf(file.size);
    for (const hidden of item.querySelectorAll(".visually-hidden")) {
      hidden.textContent = ` ${file.name}`;
    }
    list.append(item);
    list.hidden = false;
  };

  const move = (item, before) => {
    list.insertBefore(item, before);
    const place = rows().indexOf(item) + 1;
    status.textContent = said("moved", { name: nameOf(item), place, number: rows().length });
  };

  const remove = (item) => {
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    list.hidden = !rows().length;
    return next;
  };

  const pressed = (button, item) => {
    if (button.matches(".up") && item.previousElementSibling) {
      move(item, item.previousElementSibling);
      button.focus();
    } else if (button.matches(".down") && item.nextElementSibling) {
      move(item, item.nextElementSibling.nextElementSibling);
      button.focus();
    } else if (button.matches(".remove")) {
      status.textContent = said("removed", { name: nameOf(item) });
      (remove(item)?.querySelector(".remove") || chooser).focus();
    }
  };

  const marked = (errors) => {
    for (const old of form.querySelectorAll(".errorlist")) {
      old.remove();
    }
    const fields = Object.keys(errors).map((name) => [name, document.getElementById(`upload_${name}`)]);
    for (const [name, field] of fields) {
      const note = document.createElement("ul");
      note.className = "errorlist";
      note.append(...errors[name].map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      (field?.closest(".field") || form).prepend(note);
    }
    fields[0]?.[1]?.focus();
  };

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] || form.csrfmiddlewaretoken.value;

  /* Sends the form with one file, or with what names one; answers with the status and what was said, null if nothing. */
  const send = (name, value, progress) =>
    new Promise((answer) => {
      const body = new FormData(form);
      for (const field of ["uploads", "another", "received", "csrfmiddlewaretoken"]) {
        body.delete(field);
      }
      body.append(name, value);
      const asked = new XMLHttpRequest();
      asked.open("POST", form.action);
      asked.setRequestHeader("Accept", "application/json");
      asked.setRequestHeader("X-CSRFToken", token());
      asked.upload.addEventListener("progress", (event) => progress(event.loaded / (event.total || 1)));
      asked.addEventListener("error", () => answer([0, null]));
      asked.addEventListener("load", () => {
        try {
          answer([asked.status, JSON.parse(asked.responseText)]);
        } catch {
          answer([asked.status, null]);
        }
      });
      asked.send(body);
    });

  const problem = (code, body) => {
    if (body?.sentence) {
      return body.sentence;
    }
    return said({ 0: "lost", 403: "out", 413: "large" }[code] || "failed");
  };

  const show = (body) => {
    for (const one of body.results) {
      const item = document.createElement("li");
      item.innerHTML = one.html;
      results.append(item);
    }
  };

  /* Sends the file of one row; returns whether the next one can be sent. */
  const take = async (item) => {
    const [bar, note] = [item.querySelector("progress"), item.querySelector(".said")];
    if (files.get(item).size > Number(form.dataset.mostBytes)) {
      note.textContent = said("large");
      return true;
    }
    bar.hidden = false;
    note.textContent = said("sending");
    const [code, body] = await send("uploads", files.get(item), (part) => {
      bar.value = part;
      note.textContent = said(part < 1 ? "sending" : "looking");
    });
    bar.hidden = true;
    if (body?.results) {
      show(body);
      remove(item);
      return true;
    }
    note.textContent = problem(code, body);
    if (body?.errors) {
      marked(body.errors);
    }
    return !body?.errors && code !== 0 && code !== 403;
  };

  const all = async () => {
    const before = results.children.length;
    marked({});
    list.scrollIntoView({ block: "nearest" });
    for (const item of rows()) {
      if (!(await take(item))) {
        break;
      }
    }
    for (const tick of form.querySelectorAll("#unattached input:checked")) {
      const [code, body] = await send("received", tick.value, () => {});
      if (!body?.results) {
        status.textContent = problem(code, body);
        marked(body?.errors || {});
        return;
      }
      show(body);
      tick.closest("li").remove();
    }
    status.textContent = said("done", { number: results.children.length - before, left: rows().length });
    if (!rows().length) {
      results.focus();
    }
  };

  const another = async (button) => {
    const [code, body] = await send("another", button.value, () => {});
    if (body?.results) {
      button.closest("li").remove();
      show(body);
      results.lastElementChild.querySelector("a")?.focus();
    } else {
      status.textContent = problem(code, body);
    }
  };

  form.addEventListener("submit", async (event) => {
    const again = event.submitter?.name === "another";
    if (!again && !rows().length && form.querySelector("input[name='received']:is([type='hidden'], :checked)")) {
      return;
    }
    event.preventDefault();
    if (sending) {
      return;
    }
    if (!again && !rows().length) {
      status.textContent = said("none");
      chooser.focus();
      return;
    }
    sending = true;
    list.inert = true;
    await (again ? another(event.submitter) : all());
    list.inert = sending = false;
  });

  chooser.addEventListener("change", () => {
    [...chooser.files].forEach(add);
    chooser.value = "";
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      pressed(button, button.closest("li"));
    }
  });

  let carried = null;
  list.addEventListener("dragstart", (event) => {
    carried = event.target.closest("li");
  });
  list.addEventListener("dragend", () => {
    carried = null;
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    const over = event.target.closest(".chosen > li");
    if (carried) {
      move(carried, over && rows().indexOf(over) > rows().indexOf(carried) ? over.nextElementSibling : over);
    } else if (!sending) {
      [...event.dataTransfer.files].forEach(add);
    }
  });
  form.querySelector(".scripted").hidden = false;
}
