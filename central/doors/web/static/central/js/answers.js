// One ear for every answer of the server, whether htmx asked or `ask` did. The header HX-Trigger may carry
// toast {message, kind, detail, label, href} · refresh [part names, "*" for all] · signed-out · signed-in · fresh-token;
// any other name becomes an event on the document.
import { drop, toast } from "./toast.js";
import { word } from "./words.js";

const HEADERS = "hx-headers:inherited";
const handlers = {
  toast,
  refresh: (names) => setTimeout(() => refresh(names), 0),
  "fresh-token": ({ token }) => setToken(token),
};
const keepers = new Set();

export function on(event, handler) {
  handlers[event] = handler;
}

// Whoever keeps forms outside the document gives them here, so that their tokens stay fresh.
export function keeps(listForms) {
  keepers.add(listForms);
}

export function token() {
  return JSON.parse(document.body.getAttribute(HEADERS) ?? "{}")["X-CSRFToken"] ?? "";
}

export function setToken(value) {
  document.body.setAttribute(HEADERS, JSON.stringify({ "X-CSRFToken": value }));
  const kept = [...keepers].flatMap((list) => list());
  for (const root of [document, ...kept]) {
    root.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = value; });
  }
}

export function refresh(names) {
  const all = names.includes("*");
  for (const part of document.querySelectorAll("[data-part]")) {
    if (all || names.includes(part.dataset.part)) part.dispatchEvent(new CustomEvent("refresh", { bubbles: false }));
  }
}

export function hear(header) {
  if (!header) return;
  for (const [event, detail] of Object.entries(JSON.parse(header))) {
    if (handlers[event]) handlers[event](detail);
    else document.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

// Fetch a fragment; null when the server cannot be reached (which is then told).
export async function ask(url, { method = "GET", body = null, dialog = false, signal = undefined } = {}) {
  const headers = { "HX-Request": "true", Accept: "text/html", "HX-Current-URL": location.href };
  if (dialog) headers["X-Dialog"] = "true";
  if (method !== "GET") {
    headers["X-CSRFToken"] = token();
    if (body instanceof FormData && body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token());
  }
  let response;
  try {
    response = await fetch(url, { method, body, headers, signal, credentials: "same-origin" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    toast({ message: word("offline"), kind: "error", key: "offline" });
    return null;
  }
  drop("offline");
  hear(response.headers.get("HX-Trigger"));
  if (response.status >= 500 && !response.headers.has("HX-Trigger")) toast({ message: word("failed"), kind: "error" });
  const away = response.headers.get("HX-Redirect");
  if (away) location.assign(away);
  return response;
}

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  drop("offline");
  const header = ctx.hx?.trigger;
  if (!header?.startsWith("{")) return;
  delete ctx.hx.trigger;
  hear(header);
});

document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx && !detail.ctx.response && detail.error?.name !== "AbortError") {
    toast({ message: word("offline"), kind: "error", key: "offline" });
  }
});

// Panes that scroll keep their place when a part around them is replaced: mark them with an id and data-keep-scroll.
let places = new Map();
document.addEventListener("htmx:before:swap", () => {
  places = new Map([...document.querySelectorAll("[data-keep-scroll][id]")].map((pane) => [pane.id, pane.scrollTop]));
});
document.addEventListener("htmx:after:swap", () => {
  for (const [id, top] of places) {
    const pane = document.getElementById(id);
    if (pane && pane.scrollTop !== top) pane.scrollTop = top;
  }
});
addEventListener("online", () => drop("offline"));
addEventListener("offline", () => toast({ message: word("offline"), kind: "error", key: "offline" }));
