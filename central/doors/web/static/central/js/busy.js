// A button that sends is busy at once (spinner in place of the icon) and cannot send twice.
const sending = new WeakSet();

function mark(button, busy) {
  if (!button?.matches?.("button, .btn")) return;
  if (busy) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[data-dialog-form], [hx-post], [hx-get]")) return;
  if (sending.has(form)) return event.preventDefault();
  sending.add(form);
  mark(event.submitter, true);
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form").forEach((form) => sending.delete(form));
  document.querySelectorAll("[aria-busy=true]").forEach((button) => mark(button, false));
});

const buttonOf = ({ ctx }) => ctx.request?.submitter ?? ctx.sourceElement;
document.addEventListener("htmx:before:request", ({ detail }) => {
  if (detail.ctx.request?.method !== "GET") mark(buttonOf(detail), true);
});
document.addEventListener("htmx:finally:request", ({ detail }) => mark(buttonOf(detail), false));
