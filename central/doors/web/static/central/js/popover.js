// Menus and fly-outs are native popovers; this places a menu at its button, moves through it by arrows,
// tells aria-expanded and filters the routines of a fly-out.
import { fold } from "./words.js";
import { visible } from "./elements.js";

const buttonsOf = (popover) => document.querySelectorAll(`[popovertarget="${CSS.escape(popover.id)}"]`);

function place(popover, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = at.bottom + height + 8 < innerHeight;
  popover.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
  popover.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - height - 4)}px`;
}

document.addEventListener("toggle", (event) => {
  const popover = event.target;
  if (!popover.matches?.(".flyout, .pop") || !popover.id) return;
  const open = event.newState === "open";
  for (const button of buttonsOf(popover)) button.setAttribute("aria-expanded", String(open));
  if (!open) return;
  const button = [...buttonsOf(popover)].find(visible);
  if (button && popover.matches(".menu-pop")) place(popover, button);
  const field = popover.querySelector("[data-filter]");
  (visible(field) ? field : popover.querySelector("a, button:not(:disabled)"))?.focus();
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[popover]");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const items = [...menu.querySelectorAll("a, button")].filter(visible);
  const at = items.indexOf(document.activeElement);
  items.at((at + (event.key === "ArrowDown" ? 1 : -1)) % items.length)?.focus();
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const item = event.target.closest(".menu-pop :is(a, button)");
  if (item && !item.matches(":disabled, [aria-disabled=true]")) setTimeout(() => item.closest("[popover]")?.hidePopover(), 0);
});

customElements.define("menu-flyout", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("[data-filter]");
    if (!field) return;
    field.hidden = false;
    field.addEventListener("input", () => this.filter(fold(field.value.trim())));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") [...this.querySelectorAll("li a")].find(visible)?.click();
    });
    this.addEventListener("toggle", () => { field.value = ""; this.filter(""); });
  }

  filter(text) {
    let any = false;
    for (const item of this.querySelectorAll("li")) {
      item.hidden = !fold(item.textContent).includes(text);
      any ||= !item.hidden;
    }
    for (const section of this.querySelectorAll("section")) section.hidden = !section.querySelector("li:not([hidden])");
    const none = this.querySelector("[data-none]");
    if (none) none.hidden = any;
  }
});
