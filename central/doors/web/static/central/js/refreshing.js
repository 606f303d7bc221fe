// Parts that follow what happens elsewhere: data-live="ticket:12 lists" with hx-get. They are fetched anew and merged into
// the page, so that focus, scroll and what is typed stay; never while somebody chooses or writes inside them.
// Lists are fetched seldom, what is open at once; a hidden tab waits until it is seen.
import { again, listen } from "./channel.js";
import { say } from "./live.js";
import { drop, toast } from "./toast.js";
import { word } from "./words.js";

const SOON = 200;
const SELDOM = 5000;
const SPREAD = 3000;
const HELD_BACK = 1000;
const LISTS = "lists";

const SENDING = 10000;

const asked = new Map();
const own = new Map();
let sentAt = 0;
let unseen = 0;

function keyOf(part) {
  return part.id || part.dataset.live;
}

function topicsOf(part) {
  return part.dataset.live.split(" ");
}

function concerned(topics) {
  const all = "*" in topics;
  return [...document.querySelectorAll("[data-live][hx-get]")].filter((part) => all || topicsOf(part).some((one) => one in topics));
}

function isSlow(part, topics) {
  return !("*" in topics) && topicsOf(part).every((one) => one === LISTS || !(one in topics));
}

// An act that was just sent refreshes what it changed itself; or somebody is choosing in a menu or a list of the part, or
// writing in a field that the server would overwrite.
function isBusy(part) {
  if (Date.now() - sentAt < SENDING) return true;
  if (part.querySelector(":popover-open, [data-select]:checked")) return true;
  const held = document.activeElement;
  return part.contains(held) && held.matches("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable=true]") && !held.closest("[hx-preserve]");
}

function schedule(part, wait, since = Date.now()) {
  const due = Date.now() + wait;
  const key = keyOf(part);
  const waiting = asked.get(key);
  if (waiting && waiting.due <= due) {
    waiting.since = since;
    return;
  }
  clearTimeout(waiting?.timer);
  const now = { due, since, timer: setTimeout(() => fetchPart(key, part, now.since), wait) };
  asked.set(key, now);
}

function fetchPart(key, was, since) {
  asked.delete(key);
  const part = was.isConnected ? was : was.id && document.getElementById(was.id);
  if (!part) return;
  if (document.hidden || isBusy(part)) return schedule(part, HELD_BACK, since);
  if (part.querySelector("[data-unseen]")) unseen = 0;
  globalThis.htmx.ajax("GET", address(part), { source: part, target: part, swap: "outerMorph", isLive: true });
}

// data-keeps="linha": what was chosen inside the part since it came stands in the page's address.
function address(part) {
  const url = new URL(part.getAttribute("hx-get"), location.href);
  const here = new URLSearchParams(location.search);
  for (const name of part.dataset.keeps?.split(" ") ?? []) {
    if (here.has(name)) url.searchParams.set(name, here.get(name));
    else url.searchParams.delete(name);
  }
  return url.pathname + url.search;
}

// The reader of older entries is not moved: how many came is told where it reads.
function readsOlder(part) {
  const line = part.querySelector("#timeline");
  const pane = part.closest(".pane");
  if (!line || !pane) return false;
  const edge = Math.max(pane.getBoundingClientRect().top, part.querySelector(".sheet-h")?.getBoundingClientRect().bottom ?? 0);
  return line.getBoundingClientRect().top < edge - 1;
}

function tellUnseen(part, number, since) {
  const button = part.querySelector("[data-unseen]");
  if (!button || (own.get(keyOf(part)) ?? 0) >= since) return;
  unseen += number;
  const key = number ? (unseen === 1 ? "newEntry" : "newEntries") : "seeChanges";
  button.querySelector("span").textContent = word(key, { count: unseen });
  button.hidden = false;
  say(button.textContent);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-unseen]");
  if (!button) return;
  unseen = 0;
  const part = button.closest("[data-live]");
  button.hidden = true;
  part.querySelector("#timeline").scrollIntoView({ block: "start" });
  schedule(part, 0);
});

// What the own act brings is no news to its author.
document.addEventListener("refresh", ({ target }) => {
  if (!target.dataset?.live) return;
  own.set(keyOf(target), Date.now());
  if (target.querySelector("[data-unseen]")) unseen = 0;
}, true);

document.addEventListener("htmx:before:request", ({ detail }) => {
  if (detail.ctx.request.method !== "GET") sentAt = Date.now();
});
for (const end of ["htmx:after:request", "htmx:error"]) {
  document.addEventListener(end, ({ detail }) => {
    if (detail.ctx?.request?.method !== "GET") sentAt = 0;
  });
}

function follow(part, topics) {
  const number = topicsOf(part).reduce((sum, one) => sum + (one.startsWith("ticket:") ? topics[one] ?? 0 : 0), 0);
  const since = Date.now();
  if (readsOlder(part)) setTimeout(() => tellUnseen(part, number, since), SOON);
  else schedule(part, isSlow(part, topics) ? SELDOM + Math.random() * SPREAD : SOON);
}

listen((message) => {
  if (message.lost) return void toast({ message: word("lost"), kind: "error", key: "lost" });
  drop("lost");
  const topics = message.back ? { ...message.topics, "*": 1 } : message.topics;
  concerned(topics).forEach((part) => follow(part, topics));
});

// A part that was left while its answer was on the way takes no place any more; one whose act is on the way waits for it.
document.addEventListener("htmx:before:swap", (event) => {
  const { sourceElement, target, isLive } = event.detail.ctx;
  if (!isLive) return;
  const isSending = Date.now() - sentAt < SENDING;
  if (!target?.isConnected || isSending) event.preventDefault();
  if (isSending) schedule(sourceElement, HELD_BACK);
});

document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
