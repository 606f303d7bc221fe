// Acts in dialogs: a link or button with `data-dialog` opens its address in a native <dialog>. Without scripts the
// same address is a page. Esc closes without asking; what was typed returns when the same act is opened again.
import { ask, keeps } from "./answers.js";
import { bring, note } from "./drafts.js";
import { parse, visible } from "./elements.js";
import { settle } from "./toast.js";

const kept = new Map();
keeps(() => [...kept.values()]);

// data-with="customer" adds ?customer=ID, taken from the element of the page that carries data-customer.
function addressOf(link) {
  const url = new URL(link.getAttribute("href") ?? link.dataset.href, location.href);
  const name = link.dataset.with;
  const value = name && document.querySelector(`[data-${name}]`)?.dataset[name];
  if (value) url.searchParams.set(name, value);
  return url.pathname + url.search;
}

export async function openDialog(url, opener = document.activeElement) {
  const open = document.querySelector("dialog.dlg[open]");
  if (open?.dataset.url === url) return;
  if (open && !open.dataset.stays) open.close();
  let dialog = kept.get(url);
  if (!dialog) {
    opener?.setAttribute?.("aria-busy", "true");
    const html = await load(url).finally(() => opener?.removeAttribute?.("aria-busy"));
    if (html === null) return;
    dialog = make(url, html);
  }
  dialog.opener = opener;
  document.body.append(dialog);
  globalThis.htmx?.process(dialog);
  dialog.showModal();
  settle();
  focusFirst(dialog);
}

// The window of an act, with what this browser alone had kept of it; null when there is none to show.
async function load(url) {
  const response = await ask(url, { dialog: true });
  if (!response?.ok) return null;
  if (response.redirected) return location.assign(response.url) ?? null;
  const html = await response.text();
  if (!await bring(parse(html))) return html;
  const again = await ask(url, { dialog: true });
  return again?.ok ? again.text() : html;
}

// What was discarded gives place to a fresh form, or the window closes.
async function discarded(event, dialog) {
  event.preventDefault();
  dialog.dirty = false;
  const html = event.detail.closes ? null : await load(dialog.dataset.url);
  if (html === null) return dialog.close();
  fill(dialog, html);
  globalThis.htmx?.process(dialog);
  dialog.dirty = false;
  focusFirst(dialog);
}

function make(url, html) {
  const dialog = document.createElement("dialog");
  dialog.className = "dlg";
  dialog.dataset.url = url;
  fill(dialog, html);
  dialog.addEventListener("submit", (event) => submit(event, dialog));
  dialog.addEventListener("draft-discarded", (event) => discarded(event, dialog));
  for (const event of ["input", "change"]) dialog.addEventListener(event, () => { dialog.dirty = true; });
  dialog.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (!close) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => closed(dialog));
  return dialog;
}

function fill(dialog, html, prepare = () => undefined) {
  const fresh = parse(html);
  prepare(fresh);
  dialog.replaceChildren(...fresh.children);
  const form = dialog.firstElementChild;
  dialog.classList.toggle("wide", form?.dataset.wide !== undefined);
  const title = dialog.querySelector("[data-dialog-title]");
  if (title) {
    title.id ||= `dialog-title-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    dialog.setAttribute("aria-labelledby", title.id);
  }
}

function closed(dialog) {
  if (dialog.dirty && !dialog.finished) kept.set(dialog.dataset.url, dialog);
  else kept.delete(dialog.dataset.url);
  const { opener } = dialog;
  dialog.remove();
  settle();
  const same = opener?.isConnected ? opener : document.querySelector(`[data-dialog][href="${CSS.escape(dialog.dataset.url)}"]`);
  (visible(same) ? same : document.querySelector("main"))?.focus?.({ preventScroll: true });
}

async function submit(event, dialog) {
  const form = event.target;
  if (!form.matches("[data-dialog-form]")) return;
  event.preventDefault();
  if (dialog.sending) return;
  dialog.sending = true;
  const button = event.submitter ?? form.querySelector("[type=submit]");
  button?.setAttribute("aria-busy", "true");
  try {
    const target = event.submitter?.getAttribute("formaction") || form.getAttribute("action") || dialog.dataset.url;
    const response = await ask(target, { method: "POST", body: new FormData(form, event.submitter), dialog: true });
    if (response) await answered(dialog, form, response);
  } finally {
    dialog.sending = false;
    button?.removeAttribute("aria-busy");
  }
}

async function answered(dialog, form, response) {
  if (response.status === 422 || response.status === 409) {
    const html = await response.text();
    if (html.trim()) refused(dialog, form, html);
  } else if (response.ok) {
    const html = response.redirected || response.status === 204 ? "" : await response.text();
    if (/data-dialog-form|sheet-dlg/.test(html)) {
      fill(dialog, html);
      globalThis.htmx?.process(dialog);
      return focusFirst(dialog);
    }
    dialog.finished = true;
    dialog.close();
    if (response.redirected) location.assign(response.url);
  }
}

// A refused form replaces itself: chosen persons, files and the open tab stay, the first wrong field gets the focus.
function refused(dialog, form, html) {
  const files = new Map([...form.querySelectorAll("input[type=file]")].map((input) => [input.name, input.files]));
  const tab = form.querySelector("[role=tab][aria-selected=true]")?.id;
  const pickers = new Map([...form.querySelectorAll("person-picker")].map((picker) => [picker.value?.name, picker]));
  fill(dialog, html, (fresh) => {
    for (const picker of fresh.querySelectorAll("person-picker")) {
      const input = picker.querySelector("input");
      const before = pickers.get(input.name);
      if (before?.dataset.name && before.value.value === input.value) Object.assign(picker.dataset, before.dataset);
    }
  });
  for (const [name, list] of files) {
    const input = dialog.querySelector(`input[type=file][name="${CSS.escape(name)}"]`);
    if (!input || !list.length || input.closest("[data-kept]")) continue;
    input.files = list;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  globalThis.htmx?.process(dialog);
  note(dialog.querySelector("form"));
  const wrong = dialog.querySelector("[aria-invalid=true]");
  const panel = wrong?.closest("[role=tabpanel]");
  dialog.querySelector(`#${CSS.escape(panel ? panel.getAttribute("aria-labelledby") : tab ?? "none")}`)?.click();
  focusOn(wrong ?? dialog.querySelector("[data-summary]"));
}

function focusOn(field) {
  const editor = field?.closest("rich-text");
  if (editor) editor.focusEditor();
  else field?.focus();
}

function focusFirst(dialog) {
  const fields = dialog.querySelectorAll(".dlg-b :is(input:not([type=hidden]), select, textarea, [contenteditable=true])");
  const first = dialog.querySelector("[autofocus], [aria-invalid=true]")
    ?? [...fields].find((field) => !field.disabled && !field.readOnly && (visible(field) || field.closest("rich-text")));
  focusOn(first ?? dialog.querySelector("[type=submit], [data-close]"));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.disabled || link.getAttribute("aria-disabled") === "true") return;
  link.closest("[popover]")?.hidePopover();
  const opener = link.closest("[popover]") ? document.querySelector(`[popovertarget="${link.closest("[popover]").id}"]`) : link;
  openDialog(addressOf(link), opener);
});

// Links of an error summary lead to the field also when it hides in another tab or behind an editor.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-summary] a");
  if (!link) return;
  event.preventDefault();
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  document.getElementById(field?.closest("[role=tabpanel]")?.getAttribute("aria-labelledby"))?.click();
  focusOn(field);
});
