// Fields that help: dates and hours as people type them, gentle masks, blocks that follow a choice, the progress slider,
// the eye of a password. All listen on the document, so that fields that arrive later work too.
import { element, icon } from "./elements.js";
import { word } from "./words.js";

const pad = (number) => String(number).padStart(2, "0");
const DAYS = { hoje: 0, today: 0, ontem: -1, yesterday: -1, amanha: 1, "amanhã": 1, tomorrow: 1 };

export function readDate(text) {
  const now = new Date();
  const typed = text.trim().toLowerCase();
  if (typed in DAYS) return show(new Date(now.getFullYear(), now.getMonth(), now.getDate() + DAYS[typed]));
  const iso = typed.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
  const own = typed.match(/^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/) ?? typed.match(/^(\d{2})(\d{2})(\d{4})$/);
  if (!iso && !own) return null;
  const [day, month, year] = iso ? [iso[3], iso[2], iso[1]] : [own[1], own[2], own[3] ?? now.getFullYear()];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) ? show(date) : null;
}

const show = (date) => `${pad(date.getDate())}/${pad(date.getMonth() + 1)}/${date.getFullYear()}`;

export function readTime(text) {
  const found = text.trim().match(/^(\d{1,2})(?:[:hH](\d{2})?|(\d{2}))?$/);
  if (!found || Number(found[1]) > 23 || Number(found[2] ?? found[3] ?? 0) > 59) return null;
  return `${pad(found[1])}:${pad(found[2] ?? found[3] ?? 0)}`;
}

export function fault(input, message) {
  const id = `${input.id}-e`;
  document.getElementById(id)?.remove();
  input.toggleAttribute("aria-invalid", Boolean(message));
  if (message) input.setAttribute("aria-invalid", "true");
  input.classList.toggle("is-invalid", Boolean(message));
  if (!message) return;
  input.setAttribute("aria-describedby", id);
  input.after(element("p", { class: "err", id, role: "alert" }, icon("alert-circle"), message));
}

function tidy(input, read, wrong) {
  if (!input.value.trim()) return;
  const shown = read(input.value);
  if (shown && shown !== input.value) {
    input.value = shown;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  fault(input, shown ? "" : wrong);
}

const MASKS = {
  cpf: (s) => s.replace(/\D/g, "").slice(0, 11).replace(/^(\d{3})(\d)/, "$1.$2").replace(/\.(\d{3})(\d)/, ".$1.$2").replace(/\.(\d{3})(\d)/, ".$1-$2"),
  cnpj: (s) => s.replace(/[^0-9a-z]/gi, "").toUpperCase().slice(0, 14).replace(/^(\w{2})(\w)/, "$1.$2").replace(/\.(\w{3})(\w)/, ".$1.$2")
    .replace(/\.(\w{3})(\w)/, ".$1/$2").replace(/\/(\w{4})(\w)/, "/$1-$2"),
  phone: (s) => s.replace(/\D/g, "").slice(0, 11).replace(/^(\d{2})(\d)/, "($1) $2").replace(/(\d{4,5})(\d{4})$/, "$1-$2"),
  cep: (s) => s.replace(/\D/g, "").slice(0, 8).replace(/^(\d{5})(\d)/, "$1-$2"),
};
MASKS.document = (s) => (/[a-z]/i.test(s) || s.replace(/\D/g, "").length > 11 ? MASKS.cnpj(s) : MASKS.cpf(s));

// A mask only helps at the end of the text: correcting in the middle is left alone.
function mask(input, event) {
  if (event.inputType?.startsWith("delete") || input.selectionEnd !== input.value.length) return;
  if (input.dataset.mask === "phone" && input.value.trim().startsWith("+")) return;
  const shown = MASKS[input.dataset.mask]?.(input.value);
  if (shown !== undefined && shown !== input.value) input.value = shown;
}

// data-shown-when="field=one,two": the block is there only while the field has one of the values.
function follow(form) {
  for (const block of form.querySelectorAll("[data-shown-when]")) {
    const [name, values] = block.dataset.shownWhen.split("=");
    const field = form.elements[name];
    const value = field?.type === "checkbox" ? String(field.checked) : field?.value ?? "";
    block.hidden = !values.split(",").includes(value);
    block.querySelectorAll("input, select, textarea").forEach((control) => { control.disabled = block.hidden; });
  }
}

function slide(range) {
  range.style.setProperty("--v", `${((range.value - range.min) / (range.max - range.min)) * 100}%`);
  const output = range.form?.querySelector(`output[for="${range.id}"]`) ?? range.parentElement.querySelector("output");
  if (output) output.textContent = `${range.value}\u00a0%`;
}

document.addEventListener("focusout", ({ target }) => {
  if (target.dataset?.date !== undefined) tidy(target, readDate, word("badDate"));
  if (target.dataset?.time !== undefined) tidy(target, readTime, word("badTime"));
});
document.addEventListener("input", (event) => {
  const { target } = event;
  if (target.dataset?.mask) mask(target, event);
  if (target.type === "range") slide(target);
});
document.addEventListener("change", ({ target }) => { if (target.form) follow(target.form); });

// data-narrows="id": a long list of ticks shows only those with what is typed here, and those that are ticked.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.narrows) return;
  const words = plain(target.value).split(/\s+/).filter(Boolean);
  for (const label of document.getElementById(target.dataset.narrows).querySelectorAll("label")) {
    const text = plain(label.textContent);
    label.hidden = !words.every((part) => text.includes(part)) && !label.querySelector("input").checked;
  }
});

function prepare(root) {
  root.querySelectorAll("form").forEach((form) => { if (form.querySelector("[data-shown-when]")) follow(form); });
  root.querySelectorAll("input.form-range").forEach(slide);
}
document.addEventListener("htmx:after:process", ({ target }) => prepare(target instanceof Element ? target.parentElement ?? target : document));
prepare(document);

customElements.define("show-password", class extends HTMLElement {
  connectedCallback() {
    const [input, button] = [this.querySelector("input"), this.querySelector("button")];
    button.hidden = false;
    button.addEventListener("click", () => {
      const seen = input.type === "password";
      input.type = seen ? "text" : "password";
      button.setAttribute("aria-label", word(seen ? "hidePassword" : "showPassword"));
      button.replaceChildren(icon(seen ? "eye-off" : "eye"));
    });
  }
});
