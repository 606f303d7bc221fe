// Nothing typed is lost: a form that carries data-draft="address" is kept on the server a second after the last key, and
// in this browser until the server has it. What only this browser has is brought to the server when the form is opened
// again, which then shows it. The copies here carry the user's number, so that nobody else of this machine sees them.
import { setToken, token } from "./answers.js";
import { word } from "./words.js";

const REST = 1000;
const LONGEST = 10_000;
const AGAIN = 10_000;
const PREFIX = "central:draft:";
const SKIPPED = new Set(["csrfmiddlewaretoken", "next"]);
const owner = document.documentElement.dataset.user ?? "";
const waiting = new Map();

const boxOf = (form) => form?.querySelector("[data-draft]");
const place = (url) => `${PREFIX}${owner}:${url}`;

function copyOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name));
}

function keep(url, pairs) {
  const text = JSON.stringify({ at: Date.now(), pairs });
  try { localStorage.setItem(place(url), text); } catch { /* a full or forbidden store: the server has it in a second */ }
  return text;
}

function kept(url) {
  try { return JSON.parse(localStorage.getItem(place(url))); } catch { return null; }
}

function drop(url, text = null) {
  if (text === null || localStorage.getItem(place(url)) === text) localStorage.removeItem(place(url));
}

function show(form, words, { saved = false } = {}) {
  const box = boxOf(form);
  if (!box) return;
  box.querySelector("[data-draft-words]").textContent = words;
  box.querySelector("[data-draft-icon]").hidden = !saved;
  if (saved) box.querySelector("[data-discard]").hidden = false;
}

// Answers the server's words, "" when the form was sent meanwhile, null when it could not be kept there.
async function post(url, pairs, retry = true) {
  const body = new URLSearchParams(pairs);
  const headers = { "HX-Request": "true", "X-CSRFToken": token() };
  const response = await fetch(url, { method: "POST", body, headers, credentials: "same-origin", keepalive: String(body).length < 60_000 });
  if (response.status === 403 && retry) {
    const told = JSON.parse(response.headers.get("HX-Trigger") ?? "{}")["fresh-token"];
    if (told) setToken(told.token);
    return told ? post(url, pairs, false) : null;
  }
  return response.ok ? response.text() : null;
}

async function send(form) {
  const held = waiting.get(form);
  if (!held) return;
  clearTimeout(held.timer);
  waiting.delete(form);
  try {
    const words = await post(held.url, held.pairs);
    if (words === null) {
      show(form, word("draftHere"));
      if (!waiting.has(form)) waiting.set(form, held);
    } else drop(held.url, held.text);
    if (words && !waiting.has(form)) show(form, words, { saved: true });
  } catch {
    show(form, word("draftOffline"));
    if (!waiting.has(form)) waiting.set(form, { ...held, timer: setTimeout(() => send(form), AGAIN) });
  }
}

export function note(form) {
  const box = boxOf(form);
  if (!box) return;
  const before = waiting.get(form);
  clearTimeout(before?.timer);
  const [url, pairs, since] = [box.dataset.draft, copyOf(form), before?.since ?? Date.now()];
  const rest = Date.now() - since > LONGEST ? 0 : REST;
  waiting.set(form, { url, pairs, since, text: keep(url, pairs), timer: setTimeout(() => send(form), rest) });
  show(form, word("draftSaving"));
}

export function flush() {
  for (const form of [...waiting.keys()]) send(form);
}

// A form just received, whose copy here is newer than what the server has: brought there, so that it is shown from there.
export async function bring(root) {
  const box = root.querySelector("[data-draft]:not([data-plain])");
  const copy = box && kept(box.dataset.draft);
  if (!copy) return false;
  if (copy.at > Date.parse(box.dataset.at ?? 0)) {
    const words = await post(box.dataset.draft, copy.pairs).catch(() => null);
    if (words === null) return false;
    drop(box.dataset.draft);
    return words !== "";
  }
  drop(box.dataset.draft);
  return false;
}

// The quick report has two plain fields: a newer copy is put into them at once.
function fill(box) {
  const copy = kept(box.dataset.draft);
  const form = box.closest("form");
  if (!copy || waiting.has(form)) return;
  if (copy.at <= Date.parse(box.dataset.at ?? 0)) return drop(box.dataset.draft);
  for (const [name, value] of copy.pairs) {
    if (name === "text") form.elements.text.value = value;
    else if (name === "privacy") form.elements.privacy.value = value;
  }
  note(form);
}

async function discard(form, button) {
  const { draft } = boxOf(form).dataset;
  clearTimeout(waiting.get(form)?.timer);
  waiting.delete(form);
  button.setAttribute("aria-busy", "true");
  const headers = { "HX-Request": "true", "X-CSRFToken": token() };
  const response = await fetch(`${draft}descartar/`, { method: "POST", headers, credentials: "same-origin" }).catch(() => null);
  button.removeAttribute("aria-busy");
  if (!response?.ok) return show(form, word("offline"));
  drop(draft);
  const left = new CustomEvent("draft-discarded", { bubbles: true, cancelable: true, detail: { closes: "closes" in button.dataset } });
  if (!form.dispatchEvent(left)) return;
  if (!form.matches(".composer")) return location.replace(location.pathname + location.search);
  form.elements.text.value = "";
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  clearTimeout(waiting.get(form)?.timer);
  waiting.delete(form);
  drop(draft);
  show(form, "");
  button.hidden = true;
  form.elements.text.focus();
}

for (const event of ["input", "change"]) {
  document.addEventListener(event, ({ target }) => {
    const form = target.form ?? target.closest?.("form");
    if (form && target.type !== "search") note(form);
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-discard]");
  if (button) discard(button.form, button);
});
// The quick report was taken: what this browser kept of it goes, so that it does not fill the empty form that follows.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const box = ctx.response?.status === 204 && ctx.sourceElement?.matches?.(".composer") && boxOf(ctx.sourceElement);
  if (!box) return;
  clearTimeout(waiting.get(ctx.sourceElement)?.timer);
  waiting.delete(ctx.sourceElement);
  drop(box.dataset.draft);
});
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("form[data-sign-out]")) return;
  flush();
  for (const name of Object.keys(localStorage)) if (name.startsWith(`${PREFIX}${owner}:`)) localStorage.removeItem(name);
});
addEventListener("online", flush);
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
document.addEventListener("htmx:after:process", () => document.querySelectorAll("[data-draft][data-plain]").forEach(fill));
document.querySelectorAll("[data-draft][data-plain]").forEach(fill);
const sent = document.querySelector("[data-draft][data-sent]");
if (sent) note(sent.closest("form"));
else bring(document).then((isNew) => { if (isNew) location.reload(); });
