// Choosing several rows: [data-selectable] holds checkboxes [data-select]; the bar [data-bulk] appears with the first,
// [data-bulk-count] says how many, [data-bulk-clear] and Esc clear, [data-select-all] takes all.
import { visible } from "./elements.js";
import { word } from "./words.js";

const boxesOf = (root) => [...root.querySelectorAll("[data-select]")];

function update(root) {
  const chosen = boxesOf(root).filter((box) => box.checked);
  for (const box of boxesOf(root)) box.closest("[data-row], .task, tr")?.classList.toggle("is-on", box.checked);
  const bar = root.querySelector("[data-bulk]") ?? document.querySelector("[data-bulk]");
  if (bar) {
    bar.hidden = !chosen.length;
    const count = bar.querySelector("[data-bulk-count]");
    if (count) count.textContent = word("selected", { count: chosen.length });
  }
  const all = root.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxesOf(root).length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
}

export function toggleSelection() {
  const row = document.activeElement?.closest("[data-row]");
  const box = row?.querySelector("[data-select]");
  if (!box || !visible(row)) return;
  box.checked = !box.checked;
  update(box.closest("[data-selectable]"));
}

export function clearSelection() {
  let any = false;
  for (const root of document.querySelectorAll("[data-selectable]")) {
    for (const box of boxesOf(root)) {
      any ||= box.checked;
      box.checked = false;
    }
    update(root);
  }
  return any;
}

document.addEventListener("change", ({ target }) => {
  const root = target.closest?.("[data-selectable]");
  if (!root) return;
  if (target.matches("[data-select-all]")) boxesOf(root).forEach((box) => { box.checked = target.checked; });
  if (target.matches("[data-select], [data-select-all]")) update(root);
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-bulk-clear]")) clearSelection(); });
document.addEventListener("htmx:after:swap", () => document.querySelectorAll("[data-selectable]").forEach(update));
