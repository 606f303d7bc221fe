// The week editor: bars and sums follow what is typed; rows come and go in place. Without scripts the same buttons send
// the form, which comes back with one row more or less.
const form = document.querySelector("[data-week-form]");
const NS = "http://www.w3.org/2000/svg";

function minutes(text, isEnd) {
  const found = text.trim().match(/^(\d{1,2})(?:[:hH](\d{2})?|(\d{2}))?$/);
  if (!found) return null;
  const past = Number(found[2] ?? found[3] ?? 0);
  const total = Number(found[1]) * 60 + past;
  if (past > 59 || total > 1440) return null;
  return isEnd && total === 0 ? 1440 : total;
}

const clock = (total) => `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
const hours = (total) => (total % 60 ? `${Math.floor(total / 60)} h ${total % 60}` : `${total / 60} h`).replaceAll(" ", "\u00a0");

function spans(day) {
  return [...day.querySelectorAll(".week-row")].map((row) => {
    const [from, to] = row.querySelectorAll("input");
    return [minutes(from.value, false), minutes(to.value, true)];
  }).filter(([from, to]) => from !== null && to !== null && from < to);
}

function draw(day) {
  const bar = day.querySelector("[data-bar]");
  bar.querySelectorAll(".bar-1").forEach((rect) => rect.remove());
  const found = spans(day);
  for (const [from, to] of found) {
    const rect = document.createElementNS(NS, "rect");
    for (const [name, value] of Object.entries({ class: "bar-1", x: from, width: to - from, height: 20 })) rect.setAttribute(name, value);
    bar.querySelector(".bar-2").before(rect);
  }
  const sum = found.reduce((total, [from, to]) => total + to - from, 0);
  const shown = day.querySelector("[data-day-total]");
  shown.textContent = sum ? hours(sum) : shown.dataset.none;
  return sum;
}

function drawAll() {
  const sum = [...form.querySelectorAll("[data-day]")].reduce((total, day) => total + draw(day), 0);
  form.querySelector("[data-week-total]").textContent = hours(sum);
}

function tidy(input) {
  const isEnd = input.name.endsWith("_to");
  const read = minutes(input.value, isEnd);
  if (input.value.trim() && read !== null) input.value = clock(read);
}

form?.addEventListener("input", (event) => { if (event.target.closest("[data-day]")) drawAll(); });
form?.addEventListener("change", (event) => { if (event.target.closest(".week-row")) tidy(event.target); });
