// The keyboard of ui.md section 5. Acts are declared in the page: an element with data-key="i" is clicked by I,
// data-key="Shift+n" by Shift N. Lists: [data-list] holds [data-row]; [data-list=tickets] also answers [ and ].
// Single letters work outside fields only, and not at all while <html data-letters="off">.
import { visible } from "./elements.js";
import { say } from "./live.js";
import { openPalette } from "./palette.js";
import { clearSelection, toggleSelection } from "./selection.js";

const routines = JSON.parse(document.getElementById("routines")?.textContent ?? "[]");
const FIELDS = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=true]";
let waiting = 0;

const inField = (node) => Boolean(node?.closest?.(FIELDS));
const openDialogs = () => [...document.querySelectorAll("dialog[open]")];

function declared(key) {
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  return found.find((node) => !node.matches(":disabled, [aria-disabled=true]")) ?? found[0];
}

function press(node) {
  if (node.matches(":disabled, [aria-disabled=true]")) return say(node.title || node.dataset.why);
  node.click();
}

function rowsOf(list) {
  return [...list.querySelectorAll("[data-row]")].filter(visible);
}

function listAtHand() {
  const here = document.activeElement?.closest("[data-list]");
  return here ?? [...document.querySelectorAll("[data-list]")].find(visible);
}

function move(step) {
  const list = listAtHand();
  const rows = list ? rowsOf(list) : [];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const current = rows.findIndex((row) => row.matches("[aria-current]"));
  const from = now >= 0 ? now : current;
  const next = rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
  const target = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button");
  target?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = document.querySelector("[data-list=tickets]");
  const rows = list ? [...list.querySelectorAll("[data-row]")] : [];
  const current = rows.findIndex((row) => row.matches("[aria-current]"));
  const next = rows[current + by];
  if (next) (next.matches("a") ? next : next.querySelector("a"))?.click();
}

function search() {
  const field = [...document.querySelectorAll("[data-list-search], main input[type=search]")].find(visible);
  field?.focus();
  field?.select();
}

function back() {
  if (clearSelection()) return true;
  const link = [...document.querySelectorAll("[data-back]")].filter(visible).at(-1);
  link?.click();
  return Boolean(link);
}

function go(keys) {
  const routine = routines.find((one) => one.keys === keys);
  if (routine) location.assign(routine.url);
  return Boolean(routine);
}

function confirmOpen(event) {
  const form = openDialogs().at(-1)?.querySelector("form") ?? event.target.closest?.("form");
  if (!form || (!form.closest("dialog, .dlg-page") && !form.matches(".composer, [data-ctrl-enter]"))) return false;
  form.requestSubmit(form.querySelector("[type=submit]"));
  return true;
}

function letter(event) {
  const { key } = event;
  if (performance.now() < waiting) {
    waiting = 0;
    return go(`g ${key.toLowerCase()}`);
  }
  if (key === "g") {
    waiting = performance.now() + 1500;
    return true;
  }
  const moves = { j: () => move(1), k: () => move(-1), "[": () => step(-1), "]": () => step(1), "/": search, x: toggleSelection };
  if (moves[key]) {
    moves[key]();
    return true;
  }
  const name = event.shiftKey && /^\p{L}$/u.test(key) ? `Shift+${key.toLowerCase()}` : key;
  const act = declared(name);
  if (act) press(act);
  return Boolean(act) || go(name.replace("+", " "));
}

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return openPalette();
  }
  if (command && event.key === "Enter" && confirmOpen(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (command || event.altKey || event.isComposing || event.defaultPrevented || openDialogs().length) return;
  if (event.key === "Escape") {
    if (document.querySelector("[popover]:popover-open:not(#snacks)")) return;
    if (inField(event.target)) return event.target.blur();
    if (back()) event.preventDefault();
    return;
  }
  if (inField(event.target) || document.documentElement.dataset.letters === "off" || event.key.length !== 1) return;
  if (event.target.closest?.("[popover]")) return;
  if (letter(event)) event.preventDefault();
}, true);

