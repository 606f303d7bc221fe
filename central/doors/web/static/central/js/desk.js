// The two panes of the Central: after a part was exchanged, the list marks what is open, a phone shows its level,
// and what was opened is said. The quick report grows with its text and empties once it was taken.
import { say } from "./live.js";

const desk = document.querySelector("main.desk");
let told = "";

function mark(selector, on) {
  for (const row of document.querySelectorAll(selector)) {
    if (on(row)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

function sync() {
  const pane = document.getElementById("pane");
  const sheet = document.getElementById("sheet");
  const asked = new URLSearchParams(location.search);
  const level = asked.has("protocolo") ? "ticket" : asked.has("cliente") ? "customer" : "list";
  if (desk.dataset.view !== level) desk.dataset.view = level;
  mark("[data-client]", (row) => row.dataset.client === pane?.dataset.customer);
  mark("[data-ticket-row]", (row) => row.dataset.ticketRow === sheet?.dataset.ticket);
  const text = level === "ticket" && sheet?.dataset.number
    ? desk.dataset.opened.replace("{number}", sheet.dataset.number)
    : level === "customer" && pane?.dataset.name ? desk.dataset.openedCustomer.replace("{name}", pane.dataset.name) : "";
  if (text && text !== told) say(text);
  told = text;
}

// A row opened by the keyboard leads the focus to what it opened; by pointer the focus stays.
let byKeyboard = null;
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-client], [data-ticket-row]");
  byKeyboard = row && event.detail === 0 ? row : null;
}, true);

function lead() {
  if (!byKeyboard) return;
  const target = byKeyboard.matches("[data-client]") ? document.getElementById("customer-name") : document.getElementById("sheet");
  byKeyboard = null;
  target?.focus({ preventScroll: true });
}

document.addEventListener("htmx:after:history:update", () => { sync(); lead(); });
document.addEventListener("htmx:after:process", () => sync());
document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-to-list]");
  if (!back || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  history.pushState({ htmx: true }, "", back.getAttribute("href"));
  sync();
  document.querySelector("[data-client][aria-current]")?.focus();
});

function grow(area) {
  area.rows = Math.min(8, Math.max(1, area.value.split("\n").length, Math.ceil(area.value.length / 90)));
}

document.addEventListener("input", ({ target }) => { if (target.matches(".composer textarea")) grow(target); });
document.addEventListener("htmx:after:request", ({ target, detail }) => {
  const form = target.closest?.(".composer");
  if (!form || detail.ctx.response?.status !== 204) return;
  form.removeAttribute("hx-preserve");
  form.removeAttribute("hx-morph-skip");
  form.removeAttribute("id");
  form.querySelector("textarea").value = "";
  grow(form.querySelector("textarea"));
});
sync();
