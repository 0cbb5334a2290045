"use strict";
// Who else has the application open, asked again now and then; and keyboard shortcuts. Everything works without this.
const present = document.querySelector("[data-presence]");
if (present) {
  const ask = () => fetch(present.dataset.presence, { credentials: "same-origin", redirect: "error" })
    .then((answer) => (answer.ok ? answer.text() : present.textContent))
    .then((line) => { if (line !== present.textContent) { present.textContent = line; } })
    .catch(() => {});
  setInterval(() => { if (document.visibilityState === "visible") { ask(); } }, 20000);
}
const help = document.getElementById("keys");
if (help) {
  const first = (selector) => document.querySelector(selector);
  const rows = () => [...document.querySelectorAll("main tbody th a, main > ol > li a")];
  const along = (step) => {
    const link = first(step > 0 ? "main a[rel=next]" : "main a[rel=prev]");
    if (link) { link.click(); return; }
    const all = rows();
    const at = all.indexOf(document.activeElement);
    const next = at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[at + step];
    if (next) { next.focus(); }
  };
  const deeds = {
    j: () => along(1),
    k: () => along(-1),
    a: () => first("[data-assign]")?.click(),
    p: () => first("main .actions .button:not(.second), main .actions button:not(.second):not(.link)")?.focus(),
    "?": () => help.showModal(),
  };
  const inField = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
  document.addEventListener("keydown", (event) => {
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat;
    if (busy || event.defaultPrevented || inField(event.target) || !Object.hasOwn(deeds, event.key)) { return; }
    event.preventDefault();
    deeds[event.key]();
  });
}
