// The rows under an entry of a registry: one more, one less, put in order by dragging the handle, by the arrows or by
// typing a place. Each row keeps its number; its place is what is sent.
let dragged = null;

const boxOf = (target) => target.closest?.("[data-rows]");
const rowOf = (target) => target.closest?.("[data-rows-item]");
const rowsOf = (box) => [...box.querySelectorAll("[data-rows-list] > [data-rows-item]")];

function number(box) {
  rowsOf(box).forEach((row, at) => { row.querySelector("input.place").value = at + 1; });
}

function changed(box) {
  number(box);
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function add(box) {
  const used = rowsOf(box).map((row) => Number(row.querySelector("input.place").name.match(/-(\d+)-place$/)?.[1] ?? -1));
  const fresh = box.querySelector("[data-rows-fresh]").innerHTML.replaceAll("__n__", String(Math.max(-1, ...used) + 1));
  const list = box.querySelector("[data-rows-list]");
  list.insertAdjacentHTML("beforeend", fresh);
  changed(box);
  const row = list.lastElementChild;
  row.querySelector("select")?.dispatchEvent(new Event("change", { bubbles: true }));
  row.querySelector("input:not([type=hidden]):not(.place)")?.focus();
}

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  changed(boxOf(row));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows-add], [data-rows-up], [data-rows-down], [data-rows-drop]");
  if (!button) return;
  event.preventDefault();
  const row = rowOf(button);
  if (button.matches("[data-rows-add]")) add(boxOf(button));
  else if (button.matches("[data-rows-drop]")) {
    const box = boxOf(row);
    row.remove();
    changed(box);
    box.querySelector("[data-rows-add]").focus();
  } else {
    move(row, button.matches("[data-rows-up]") ? -1 : 1);
    button.focus();
  }
});

// A typed place puts the row there at once.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-rows] input.place")) return;
  const [row, box] = [rowOf(target), boxOf(target)];
  const others = rowsOf(box).filter((one) => one !== row);
  const wanted = Math.min(Math.max(Math.trunc(Number(target.value)) || 1, 1), others.length + 1);
  if (wanted > others.length) others.at(-1)?.after(row);
  else others[wanted - 1].before(row);
  number(box);
  target.focus();
});

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.("[data-grip]") && rowOf(event.target);
  if (row) row.draggable = true;
});
document.addEventListener("pointerup", () => {
  document.querySelectorAll("[data-rows-item][draggable]").forEach((row) => row.removeAttribute("draggable"));
});
document.addEventListener("dragstart", (event) => {
  dragged = rowOf(event.target);
  dragged?.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const row = rowOf(event.target);
  if (!dragged || !row || boxOf(row) !== boxOf(dragged)) return;
  event.preventDefault();
  if (row === dragged) return;
  const box = row.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) row.before(dragged);
  else row.after(dragged);
});
document.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  dragged.removeAttribute("draggable");
  changed(boxOf(dragged));
  dragged = null;
});
