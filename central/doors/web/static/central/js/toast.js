// Toasts: success 8 s (stops under pointer or focus), errors stay until closed, at most three, bottom left.
// They live in the popover layer, inside the open dialog when there is one, so that they can be read and closed there.
import { element, icon } from "./elements.js";
import { word } from "./words.js";

const LIFE = 8000;
const MOST = 3;
const ICONS = { success: "circle-check", info: "info-circle", error: "alert-circle" };
const area = document.getElementById("snacks");

export function settle() {
  if (!area) return;
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  const host = open ?? document.body;
  if (area.parentElement !== host) host.append(area);
  area.classList.remove("flat");
  area.popover = "manual";
  if (area.matches(":popover-open")) area.hidePopover();
  if (area.childElementCount) area.showPopover();
}

export function toast({ message, kind = "success", detail = "", label = "", href = "", key = "" }) {
  if (!area || !message) return;
  if (key) area.querySelector(`[data-key="${key}"]`)?.remove();
  const text = element("p", {}, message);
  if (detail) text.append(element("small", {}, detail));
  const snack = element("div", { class: `snack ${kind}`, role: kind === "error" ? "alert" : "status" }, icon(ICONS[kind] ?? ICONS.info), text);
  if (key) snack.dataset.key = key;
  if (href) snack.append(element("a", { class: "btn btn-s", href }, label));
  const old = [...area.children].slice(0, Math.max(area.childElementCount - MOST + 1, 0));
  old.forEach((one) => one.remove());
  area.append(snack);
  live(snack, kind);
  settle();
}

export function drop(key) {
  area?.querySelector(`[data-key="${key}"]`)?.remove();
}

function live(snack, kind) {
  const close = element("button", { type: "button", class: "iconbtn xs", "aria-label": word("close") }, icon("x", "s"));
  close.addEventListener("click", () => snack.remove());
  snack.append(close);
  if (kind === "error") return;
  let timer;
  const start = () => { timer = setTimeout(() => snack.remove(), LIFE); };
  const stop = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) snack.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) snack.addEventListener(event, start);
  start();
}

if (area) {
  for (const snack of [...area.children]) live(snack, snack.classList.contains("error") ? "error" : "success");
  settle();
}
