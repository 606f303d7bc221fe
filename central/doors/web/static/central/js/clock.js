// <running-clock data-since="ISO"> counts up in silence; <due-in data-at="ISO"> rewrites what is left every 30 s.
const NBSP = "\u00a0";
const pad = (number) => String(number).padStart(2, "0");
const clocks = new Set();
const dues = new Set();

function duration(minutes) {
  const sign = minutes < 0 ? "\u2212" : "";
  const total = Math.abs(minutes);
  if (total < 60) return `${sign}${total}${NBSP}min`;
  const hours = Math.floor(total / 60);
  if (total < 1440) return total % 60 ? `${sign}${hours}${NBSP}h${NBSP}${pad(total % 60)}` : `${sign}${hours}${NBSP}h`;
  const days = Math.floor(total / 1440);
  const rest = Math.floor((total % 1440) / 60);
  return rest ? `${sign}${days}${NBSP}d${NBSP}${rest}${NBSP}h` : `${sign}${days}${NBSP}d`;
}

function tick(clock) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.since)) / 1000));
  const text = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  if (clock.textContent !== text) clock.textContent = text;
}

function write(due) {
  const minutes = Math.trunc((Date.parse(due.dataset.at) - Date.now()) / 60000);
  const text = duration(minutes);
  if (due.textContent !== text) due.textContent = text;
  if (minutes < 0) {
    const mark = due.closest(".due");
    mark?.classList.remove("far", "near");
    mark?.classList.add("late");
  }
}

customElements.define("running-clock", class extends HTMLElement {
  connectedCallback() { clocks.add(this); this.classList.add("num"); tick(this); }
  disconnectedCallback() { clocks.delete(this); }
});
customElements.define("due-in", class extends HTMLElement {
  connectedCallback() { dues.add(this); write(this); }
  disconnectedCallback() { dues.delete(this); }
});
setInterval(() => clocks.forEach(tick), 1000);
setInterval(() => dues.forEach(write), 30000);
