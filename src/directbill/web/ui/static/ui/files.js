"use strict";
// While files are read, look again; while they are sent, show how far. Everything works without this.
const pending = document.querySelector("[data-pending]");
if (pending) {
  const again = () => fetch(location.href, { credentials: "same-origin" })
    .then((answer) => answer.text())
    .then((page) => { if (page.includes("data-pending")) { setTimeout(again, 2000); } else { location.reload(); } })
    .catch(() => setTimeout(again, 5000));
  setTimeout(again, 2000);
}
const form = document.querySelector("form.give");
if (form) {
  const bar = form.querySelector("progress");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    bar.hidden = false;
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (part) => { bar.value = part.total ? 100 * part.loaded / part.total : 0; });
    request.addEventListener("load", () => {
      if (request.status < 400) { location.assign(request.responseURL); } else { form.submit(); }
    });
    request.addEventListener("error", () => form.submit());
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
