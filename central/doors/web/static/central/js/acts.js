// What the windows of the acts need: parts that follow a choice, a list filtered by another field, lines of materials,
// the duration of a visit, printing, and a window that the server asks to open.
import { ask } from "./answers.js";
import { openDialog } from "./dialog.js";
import { parse } from "./elements.js";
import { readTime } from "./fields.js";

document.addEventListener("open-dialog", ({ detail }) => openDialog(detail.href));

// data-pieces="address": when a field named in data-leads changes, the server gives the parts (data-piece) that follow it.
// A change while an answer is awaited asks anew for both.
const asked = new WeakMap();

function address(root, field, leads) {
  const url = new URL(root.dataset.pieces, location.href);
  for (const name of root.dataset.sends.split(" ")) {
    const value = field.form.elements[name]?.value;
    if (value) url.searchParams.set(name, value);
  }
  url.searchParams.set("changed", [...leads].join(","));
  return url.pathname + url.search;
}

async function follow(root, field) {
  const before = asked.get(root);
  before?.control.abort();
  const now = { control: new AbortController(), leads: new Set([...(before?.leads ?? []), field.name]) };
  asked.set(root, now);
  try {
    const response = await ask(address(root, field, now.leads), { signal: now.control.signal });
    const html = response?.ok ? await response.text() : "";
    if (asked.get(root) !== now) return;
    asked.delete(root);
    place(root, parse(html), field);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

// What was typed in a part goes over into the controls of the same names in the fresh one.
function carry(old, fresh) {
  for (const control of fresh.querySelectorAll("[name]:not([type=hidden])")) {
    const was = [...old.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)].find((one) => one.type === control.type);
    if (!was) continue;
    if (control.type === "file") control.files = was.files;
    else if (control.type === "checkbox") control.checked = was.checked;
    else control.value = was.value;
  }
}

// The part that holds the field just changed keeps it, and with it the focus; what stands after it is replaced.
function inside(old, fresh, field) {
  const again = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
  const [kept, copy] = [[...old.children].find((one) => one.contains(field)), [...fresh.children].find((one) => one.contains(again))];
  if (!kept || !copy) return;
  for (const after of [...old.children].slice([...old.children].indexOf(kept) + 1)) after.remove();
  kept.after(...[...fresh.children].slice([...fresh.children].indexOf(copy) + 1));
  globalThis.htmx?.process(old);
}

function place(root, answer, field) {
  for (const fresh of [...answer.querySelectorAll("[data-piece]")]) {
    const old = root.querySelector(`[data-piece="${CSS.escape(fresh.dataset.piece)}"]`);
    if (!old) continue;
    if (old.contains(field)) {
      inside(old, fresh, field);
      continue;
    }
    if ("carries" in fresh.dataset) carry(old, fresh);
    old.replaceWith(fresh);
    if (fresh.dataset.fills) document.getElementById(fresh.dataset.fills)?.closest("rich-text")?.propose(fresh.dataset.text, old.dataset.text);
    globalThis.htmx?.process(fresh);
  }
  field.form.querySelectorAll("[data-follows]").forEach((copy) => { copy.value = field.form.elements[copy.dataset.follows].value; });
}

document.addEventListener("change", ({ target }) => {
  const root = target.form && target.closest("[data-pieces]");
  if (root?.dataset.leads.split(" ").includes(target.name)) follow(root, target);
});

// data-options-by="kind": of a long list only the groups of the chosen kind stay; the others wait outside the page.
const groups = new WeakMap();

function filter(select) {
  const all = groups.get(select) ?? [...select.querySelectorAll("optgroup")];
  groups.set(select, all);
  const kind = select.form.elements[select.dataset.optionsBy]?.value;
  const chosen = select.value;
  all.forEach((group) => group.remove());
  select.append(...all.filter((group) => !kind || group.dataset.kind === kind));
  select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
  speak(select);
}

// data-says="destination": repeats what is chosen in the field of that name.
function speak(field) {
  const place = field.form?.querySelector(`[data-says="${CSS.escape(field.name)}"]`);
  if (!place) return;
  place.dataset.otherwise ??= place.textContent;
  const option = field.selectedOptions?.[0];
  place.textContent = option?.value ? option.textContent.trim() : place.dataset.otherwise;
}

document.addEventListener("change", ({ target }) => {
  if (!target.form) return;
  target.form.querySelectorAll(`[data-options-by="${CSS.escape(target.name)}"]`).forEach(filter);
  speak(target);
});

// Lines of materials.
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-line]");
  const drop = event.target.closest("[data-drop-line]");
  const lines = (add ?? drop)?.closest("fieldset")?.querySelector("ul");
  if (!lines) return;
  event.preventDefault();
  if (add) {
    const line = lines.lastElementChild.cloneNode(true);
    line.querySelectorAll("input").forEach((input) => { input.value = ""; input.removeAttribute("value"); });
    lines.append(line);
    line.querySelector("input").focus();
  } else {
    const line = drop.closest("li");
    if (lines.children.length > 1) line.remove();
    else line.querySelectorAll("input").forEach((input) => { input.value = ""; });
    lines.closest("fieldset").querySelector("[data-add-line]").focus();
  }
  lines.dispatchEvent(new Event("change", { bubbles: true }));
});

// The duration between start and end; an end before the start is one of the next day.
function measure(block) {
  const [start, end] = ["start", "end"].map((name) => readTime(block.querySelector(`[name=${name}]`)?.value ?? ""));
  const output = block.querySelector("#id_duration");
  if (!output) return;
  if (!start || !end) return void (output.value = "");
  const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const total = (minutes(end) - minutes(start) + 1440) % 1440;
  const rest = String(total % 60).padStart(2, "0");
  output.value = total < 60 ? `${total}\u00a0min` : `${Math.floor(total / 60)}\u00a0h${total % 60 ? `\u00a0${rest}` : ""}`;
}

document.addEventListener("input", ({ target }) => {
  const block = target.closest?.("[data-duration]");
  if (block) measure(block);
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) globalThis.print(); });

function prepare(root) {
  root.querySelectorAll("[data-options-by]").forEach(filter);
  root.querySelectorAll("[data-duration]").forEach(measure);
}

document.addEventListener("htmx:after:process", ({ target }) => prepare(target instanceof Element ? target : document));
prepare(document);
