// Who else is at the open protocol: this browser gives a sign every 20 s while it is seen, at once when writing begins or
// ends, and says when it leaves. Others' signs arrive as the topic presence:ID.
import { token } from "./answers.js";
import { listen } from "./channel.js";

const EVERY = 20000;
const WRITES = 8000;

let here = null;
let typedAt = 0;
let toldWriting = false;

function place() {
  return document.querySelector("[data-presence]");
}

function form(values) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  return body;
}

async function show(part, options) {
  const address = part.dataset.presence;
  const response = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", ...options }).catch(() => null);
  if (!response?.ok) return;
  const html = (await response.text()).trim();
  const now = place();
  if (now?.dataset.presence === address && now.innerHTML !== html) now.innerHTML = html;
}

function isWriting() {
  return Date.now() - typedAt < WRITES;
}

function sign() {
  const part = place();
  if (!part || document.hidden) return;
  toldWriting = isWriting();
  show(part, { method: "POST", body: form({ writing: toldWriting ? "1" : "0" }) });
}

function leave() {
  if (here) navigator.sendBeacon(here, form({ gone: "1" }));
  here = null;
}

function arrive() {
  const address = place()?.dataset.presence ?? null;
  if (address === here) return;
  leave();
  typedAt = 0;
  here = address;
  sign();
}

document.addEventListener("input", ({ target }) => {
  if (!place() || !target.closest?.(".composer, dialog.dlg form")) return;
  typedAt = Date.now();
  if (!toldWriting) sign();
});

listen(({ topics = {} }) => {
  const part = place();
  if (part && (`presence:${part.dataset.ticket}` in topics || "*" in topics)) show(part);
});

setInterval(() => { if (toldWriting && !isWriting()) sign(); }, 2000);
setInterval(sign, EVERY);
addEventListener("pagehide", leave);
addEventListener("pageshow", ({ persisted }) => { if (persisted) arrive(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) sign(); });
document.addEventListener("htmx:after:process", arrive);
arrive();
