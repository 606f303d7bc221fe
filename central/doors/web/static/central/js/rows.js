// Repeatable rows of a form: "Acrescentar" copies the blank row of its kind, the bin takes a row out. Without scripts
// the same buttons send the form, which comes back with one row more or less. A form that was typed in is not left unasked.
const form = document.querySelector("[data-rows-form]");
let count = 1000;

function add(kind) {
  const blank = document.querySelector(`template[data-blank="${kind}"]`);
  const index = String(count++);
  const row = blank.content.firstElementChild.cloneNode(true);
  for (const node of row.querySelectorAll("*")) {
    for (const attribute of node.attributes) attribute.value = attribute.value.replaceAll("__n__", index);
  }
  const rows = form.querySelector(`[data-rows="${kind}"]`);
  rows.append(row);
  row.querySelector("input:not([type=hidden]), select").focus();
}

function remove(row) {
  const rows = row.parentElement;
  const wasMain = row.querySelector("input[type=radio]:checked");
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  if (wasMain) rows.querySelector("input[type=radio]")?.click();
  const button = form.querySelector(`[data-add="${rows.dataset.rows}"]`);
  (next?.querySelector("input:not([type=hidden]), select") ?? button).focus();
}

let typed = false;

function unsaved() {
  typed = true;
  const mark = form.querySelector("[data-unsaved]");
  if (mark) mark.hidden = false;
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add], [data-remove]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.add) add(button.dataset.add);
  else remove(button.closest("[data-row]"));
  unsaved();
});
form?.addEventListener("input", unsaved);

// Another tab, a link, the window: who typed is asked before it is lost. Saving and discarding do not ask.
form?.addEventListener("submit", () => { typed = false; });
form?.querySelector("[data-discard]")?.addEventListener("click", () => { typed = false; });
if (form) window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

form?.querySelector("[data-summary]")?.focus();
