// <person-picker data-url> turns a plain field for a person's code into a combobox: likely choices on focus, answers from
// the first character, then the chosen person with face, name, document and "Trocar". The id travels in a hidden input
// that fires `change`, so that other fields can follow it.
import { ask } from "./answers.js";
import { element, icon, parse } from "./elements.js";
import { say } from "./live.js";
import { word } from "./words.js";

customElements.define("person-picker", class extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector("input");
    this.value = element("input", { type: "hidden", name: this.input.name, value: this.input.value, id: `${this.input.id}_value` });
    this.list = element("ul", { role: "listbox", class: "options", id: `${this.input.id}_options`, hidden: true });
    this.box = element("div", { class: "picker" });
    if (this.input.getAttribute("aria-invalid")) this.box.classList.add("is-invalid");
    this.querySelector("[data-plain]")?.remove();
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent.trim() ?? "");
    this.combobox();
    this.replaceChildren(this.box, this.list, this.value);
    if (this.dataset.name) this.showChosen();
    else { this.value.value = ""; this.showEmpty(); }
    this.listen();
  }

  combobox() {
    const { input } = this;
    input.removeAttribute("name");
    input.removeAttribute("inputmode");
    input.className = "";
    input.value = "";
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
  }

  listen() {
    const { input } = this;
    input.addEventListener("focus", () => { if (!input.readOnly) this.find(); });
    input.addEventListener("click", () => { if (!input.readOnly && this.list.hidden) this.find(); });
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), 120);
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => { this.closing = setTimeout(() => this.close(), 150); });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  async find() {
    this.asked?.abort();
    this.asked = new AbortController();
    const text = this.input.value.trim();
    const url = new URL(this.dataset.url, location.href);
    url.searchParams.set("q", text);
    try {
      const response = await ask(url.pathname + url.search, { signal: this.asked.signal });
      if (response?.ok && document.activeElement === this.input) this.offer(parse(await response.text()), text);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  offer(answer, text) {
    const options = [...answer.querySelectorAll("[role=option]")];
    options.forEach((option, at) => { option.id = `${this.list.id}_${at}`; });
    this.list.replaceChildren(...options);
    if (!options.length) this.list.append(element("li", { class: "none", role: "presentation" }, word("noHits", { text })));
    this.list.hidden = !options.length && !text;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(text ? 0 : -1);
    say(options.length ? word("options", { count: options.length }) : word("noHits", { text }));
  }

  mark(at) {
    const options = this.list.querySelectorAll("[role=option]");
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    this.at = at;
    options[at]?.scrollIntoView({ block: "nearest" });
    if (options[at]) this.input.setAttribute("aria-activedescendant", options[at].id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.input.readOnly) {
      if (event.key === "Backspace" || event.key === "Delete") this.change();
      return;
    }
    const options = this.list.querySelectorAll("[role=option]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.find();
      else if (options.length) this.mark((this.at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length);
      event.preventDefault();
    } else if (event.key === "Enter" && !event.ctrlKey && !this.list.hidden) {
      event.preventDefault();
      if (options[this.at]) this.choose(options[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  choose(option) {
    Object.assign(this.dataset, { name: option.dataset.name, detail: option.dataset.detail, face: option.dataset.face, tone: option.dataset.tone });
    this.value.value = option.dataset.value;
    this.close();
    this.showChosen();
    this.tell();
    this.querySelector("button")?.focus();
    say(option.dataset.name);
  }

  change() {
    for (const name of ["name", "detail", "face", "tone"]) delete this.dataset[name];
    this.value.value = "";
    this.showEmpty();
    this.tell();
    this.input.focus();
  }

  tell() {
    this.box.classList.remove("is-invalid");
    this.input.removeAttribute("aria-invalid");
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  showEmpty() {
    this.input.readOnly = false;
    this.input.value = "";
    this.box.replaceChildren(icon("search", "find-ic"), this.input);
  }

  showChosen() {
    const { name, detail, face, tone } = this.dataset;
    this.input.value = name;
    this.input.readOnly = true;
    const button = element("button", { type: "button", class: "btn btn-s" }, word("change"));
    button.addEventListener("click", () => this.change());
    const avatar = element("span", { class: `avatar avatar-sm av-${tone}`, "aria-hidden": "true" }, face);
    this.box.replaceChildren(avatar, element("span", { class: "chosen" }, this.input, element("small", { class: "ellip" }, detail ?? "")), button);
  }

  close() {
    clearTimeout(this.closing);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
});
