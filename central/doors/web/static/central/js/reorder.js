// Rows put in order by dragging their handle; the arrows of each row do the same with the keyboard. The row that is
// dropped goes before the row under the pointer, or to the end below the last one.
import { ask, token } from "./answers.js";

let dragged = null;

const rowOf = (target) => target.closest?.("[data-reorder] > tr");

function unmark() {
  document.querySelectorAll(".is-target").forEach((row) => row.classList.remove("is-target"));
}

async function drop(row, before) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("before", before ? before.dataset.entry : "");
  await ask(row.dataset.order, { method: "POST", body });
}

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.("[data-grip]") && rowOf(event.target);
  if (row) row.draggable = true;
});
document.addEventListener("pointerup", () => {
  document.querySelectorAll("[data-reorder] > tr[draggable]").forEach((row) => row.removeAttribute("draggable"));
});

document.addEventListener("dragstart", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  dragged = row;
  row.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", row.dataset.entry);
});

document.addEventListener("dragover", (event) => {
  const row = rowOf(event.target);
  if (!dragged || !row) return;
  event.preventDefault();
  unmark();
  row.classList.add("is-target");
});

document.addEventListener("drop", (event) => {
  const row = rowOf(event.target);
  if (!dragged || !row) return;
  event.preventDefault();
  const box = row.getBoundingClientRect();
  const isLast = !row.nextElementSibling && event.clientY > box.top + box.height / 2;
  if (row !== dragged) drop(dragged, isLast ? null : row);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged?.removeAttribute("draggable");
  dragged = null;
  unmark();
});
