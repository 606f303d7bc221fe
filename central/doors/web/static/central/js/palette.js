// Ctrl K: acts of the open protocol ([data-act] buttons of the page), routines by name, and from the server a
// protocol by number or a person by name or document. Accents are ignored, matches are marked.
import { ask } from "./answers.js";
import { element, icon, parse } from "./elements.js";
import { say } from "./live.js";
import { fold, word } from "./words.js";

const dialog = document.getElementById("palette");
const routines = JSON.parse(document.getElementById("routines")?.textContent ?? "[]");
let options = [];
let chosen = -1;
let asked;
let timer;

export function openPalette() {
  if (!dialog || dialog.open || document.querySelector("dialog[open]")) return;
  document.querySelectorAll("[popover]:popover-open:not(#snacks)").forEach((open) => open.hidePopover());
  const input = dialog.querySelector("input");
  input.value = "";
  dialog.showModal();
  input.focus();
  show([]);
}

function acts() {
  return [...document.querySelectorAll("[data-act]")]
    .filter((node) => !node.matches(":disabled, [aria-disabled=true]"))
    .map((node) => ({
      label: node.dataset.act || node.textContent.trim().replace(/\s+/g, " "),
      icon: node.querySelector("use")?.getAttribute("href").split("#")[1] ?? "arrow-right",
      keys: node.dataset.key?.toUpperCase().replace("SHIFT+", "Shift "),
      run: () => node.click(),
    }));
}

function places() {
  return routines.map((one) => ({ ...one, keys: one.keys.replace(/\b\w\b/g, (sign) => sign.toUpperCase()), run: () => location.assign(one.url) }));
}

function matching(list, text) {
  const parts = fold(text).split(/\s+/).filter(Boolean);
  return list.filter((one) => parts.every((part) => fold(one.label).includes(part)));
}

function marked(label, text) {
  const parts = fold(text).split(/\s+/).filter(Boolean);
  const plain = fold(label);
  const spots = parts.map((part) => [plain.indexOf(part), part.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
  const nodes = [];
  let done = 0;
  for (const [at, length] of plain.length === label.length ? spots : []) {
    if (at < done) continue;
    nodes.push(label.slice(done, at), element("mark", {}, label.slice(at, at + length)));
    done = at + length;
  }
  return [...nodes, label.slice(done)];
}

function group(title, list, text) {
  if (!list.length) return null;
  const items = list.map((one) => {
    const line = element("span", {}, ...marked(one.label, text));
    if (one.detail) line.append(element("small", {}, ` ${one.detail}`));
    const option = element("li", { role: "option", "aria-selected": "false", id: `command-${options.length}` }, icon(one.icon), line);
    if (one.keys) option.append(element("kbd", {}, one.keys));
    option.addEventListener("click", () => run(one));
    option.addEventListener("pointermove", () => choose(options.findIndex((other) => other.option === option)));
    options.push({ ...one, option });
    return option;
  });
  return element("ul", { role: "group", "aria-label": title }, element("li", { class: "ttl", role: "presentation" }, title), ...items);
}

function show(hits) {
  const text = dialog.querySelector("input").value.trim();
  options = [];
  const groups = [
    group(word("act"), matching(acts(), text), text),
    group(word("open"), hits, text),
    group(word("goTo"), matching(places(), text), text),
  ].filter(Boolean);
  const list = dialog.querySelector("[role=listbox]");
  list.replaceChildren(...groups);
  if (!groups.length) list.append(element("p", { class: "nothing" }, word("noPalette", { text })));
  choose(options.length ? 0 : -1);
}

function choose(at) {
  options[chosen]?.option.setAttribute("aria-selected", "false");
  chosen = at;
  const input = dialog.querySelector("input");
  const option = options[at]?.option;
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function run(one) {
  dialog.close();
  one.run();
}

async function find(text) {
  asked?.abort();
  asked = new AbortController();
  try {
    const response = await ask(`${dialog.dataset.url}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
    if (!response?.ok) return;
    const found = parse(await response.text()).querySelectorAll("[data-hits] a");
    const hits = [...found].map((link) => {
      const detail = link.querySelector("small")?.textContent ?? "";
      link.querySelector("small")?.remove();
      const name = link.querySelector("use")?.getAttribute("href").split("#")[1] ?? "search";
      return { label: link.textContent.trim(), detail, icon: name, run: () => location.assign(link.getAttribute("href")) };
    });
    show(hits);
    say(word("options", { count: options.length }));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

if (dialog) {
  const input = dialog.querySelector("input");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    show([]);
    if (text.length > 1) timer = setTimeout(() => find(text), 120);
  });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && options.length) choose((chosen + steps[event.key] + options.length) % options.length);
    else if (event.key === "Enter" && options[chosen]) run(options[chosen]);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openPalette();
  });
}
