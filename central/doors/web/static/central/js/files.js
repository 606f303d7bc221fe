// <file-drop data-limit="20" data-count="10" data-kinds=".pdf,.jpg"> around a file input: drop, paste, choose, list with
// sizes, remove. Too big, too many or of a refused kind is told at once and never sent.
import { element, icon } from "./elements.js";
import { say } from "./live.js";
import { toast } from "./toast.js";
import { word } from "./words.js";

const size = (bytes) => {
  const [value, unit] = bytes < 1048576 ? [Math.max(1, Math.round(bytes / 1024)), "KB"] : [bytes / 1048576, "MB"];
  return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })}\u00a0${unit}`;
};

customElements.define("file-drop", class extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector("[data-list]");
    this.files = [];
    this.setAttribute("ready", "");
    this.querySelector("[data-prompt]").hidden = false;
    this.querySelector("[data-choose]").addEventListener("click", () => this.input.click());
    if (this.dataset.kinds) this.input.accept = this.dataset.kinds;
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    const drop = this.querySelector(".drop");
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      this.add([...event.dataTransfer.files]);
    });
    this.closest("form")?.addEventListener("paste", (event) => {
      const pasted = [...event.clipboardData.files];
      if (!pasted.length) return;
      event.preventDefault();
      this.add(pasted);
    });
  }

  accepts(file) {
    const limit = Number(this.dataset.limit || 20);
    const kinds = (this.dataset.kinds || "").toLowerCase().split(",").map((kind) => kind.trim()).filter(Boolean);
    const ending = `.${file.name.split(".").pop().toLowerCase()}`;
    if (kinds.length && !kinds.includes(ending)) return word("badKind", { name: file.name });
    if (file.size > limit * 1048576) return word("tooBig", { name: file.name, limit });
    return "";
  }

  // The list grows; the input is rewritten from it, so that what is shown is what is sent.
  add(given) {
    const most = this.input.multiple ? Number(this.dataset.count || 10) : 1;
    const known = new Set(this.files);
    for (const file of given.filter((one) => !known.has(one))) {
      const wrong = this.accepts(file) || (this.input.multiple && this.files.length >= most && word("tooMany", { limit: most }));
      if (wrong) toast({ message: wrong, kind: "error" });
      else this.files = this.input.multiple ? [...this.files, file] : [file];
    }
    this.show();
  }

  remove(file) {
    this.files = this.files.filter((one) => one !== file);
    this.show();
    this.querySelector("[data-choose]").focus();
  }

  show() {
    const held = new DataTransfer();
    this.files.forEach((file) => held.items.add(file));
    this.input.files = held.files;
    this.list.hidden = !this.files.length;
    this.list.replaceChildren(...this.files.map((file) => this.line(file)));
    this.dispatchEvent(new CustomEvent("files", { bubbles: true, detail: { count: this.files.length } }));
    say(this.files.map((file) => file.name).join(", "));
  }

  line(file) {
    const button = element("button", { type: "button", class: "iconbtn", "aria-label": word("remove", { name: file.name }) }, icon("trash"));
    button.addEventListener("click", () => this.remove(file));
    const name = element("span", { class: "sp ellip" }, element("b", { class: "ellip" }, file.name), element("small", {}, size(file.size)));
    return element("li", { class: "file" }, icon(file.type.startsWith("image/") ? "photo" : "file-text"), name, button);
  }
});
