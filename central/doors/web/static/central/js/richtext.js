// <rich-text data-editor="address"> wraps a textarea with Tiptap, loaded only when such a field appears. The textarea
// stays the field that is sent; when the editor cannot load it is simply used as it is.
import { element, icon } from "./elements.js";
import { word } from "./words.js";

const TOOLS = [
  ["bold", "bold", (chain) => chain.toggleBold()],
  ["italic", "italic", (chain) => chain.toggleItalic()],
  ["bullet", "list", (chain) => chain.toggleBulletList(), "bulletList"],
  ["ordered", "list-numbers", (chain) => chain.toggleOrderedList(), "orderedList"],
];
const OFF = { heading: false, codeBlock: false, code: false, blockquote: false, horizontalRule: false, strike: false, underline: false };

function html(text) {
  if (!text || text.trimStart().startsWith("<")) return text;
  const escaped = element("p", {}, text).innerHTML;
  return escaped.split(/\n{2,}/).map((part) => `<p>${part.replaceAll("\n", "<br>")}</p>`).join("");
}

customElements.define("rich-text", class extends HTMLElement {
  async connectedCallback() {
    if (this.loading) return;
    this.field = this.querySelector("textarea");
    this.loading = import(this.dataset.editor).then((kit) => this.build(kit)).catch(() => undefined);
    await this.loading;
  }

  async focusEditor() {
    await this.loading;
    if (this.editor) this.editor.commands.focus("end");
    else this.field.focus();
  }

  // What a choice proposes is taken while nothing was written, or still stands what was proposed before.
  async propose(text, before) {
    await this.loading;
    const words = (one) => (one ?? "").replace(/\s+/g, " ").trim();
    const now = words(this.editor ? this.editor.getText({ blockSeparator: "\n" }) : this.field.value);
    if (now && now !== words(before)) return;
    if (this.editor) this.editor.commands.setContent(html(text));
    this.field.value = text;
  }

  build({ Editor, StarterKit }) {
    const place = element("div");
    const label = this.field.labels[0];
    if (label) label.id ||= `${this.field.id}-l`;
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id ?? "" };
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (this.field.hasAttribute(name)) attributes[name] = this.field.getAttribute(name);
    }
    this.editor = new Editor({
      element: place,
      injectCSS: false,
      content: html(this.field.value),
      extensions: [StarterKit.configure({ ...OFF, link: { openOnClick: false, autolink: true } })],
      // Esc is left to the dialog around the editor, which it closes.
      editorProps: { attributes, handleDOMEvents: { keydown: (_view, event) => event.key === "Escape" } },
      onUpdate: () => this.write(),
      onTransaction: () => this.paint(),
    });
    const invalid = this.field.classList.contains("is-invalid") ? " is-invalid" : "";
    this.field.hidden = true;
    this.append(element("div", { class: `rich${invalid}` }, this.toolbar(), this.linkBar(), place));
    label?.addEventListener("click", (event) => { event.preventDefault(); this.focusEditor(); });
    this.paint();
  }

  toolbar() {
    const bar = element("div", { class: "tools", role: "toolbar" });
    this.buttons = TOOLS.map(([key, drawing, act, mark]) => {
      const button = element("button", { type: "button", class: "tool", "aria-label": word(key), title: word(key) }, icon(drawing));
      button.addEventListener("click", () => act(this.editor.chain().focus()).run());
      bar.append(button);
      return [button, mark ?? key];
    });
    const link = element("button", { type: "button", class: "tool", "aria-label": word("link"), title: word("link") }, icon("link"));
    link.addEventListener("click", () => this.askLink());
    this.buttons.push([link, "link"]);
    bar.append(link);
    return bar;
  }

  linkBar() {
    const input = element("input", { type: "url", class: "form-control form-control-s", "aria-label": word("linkAddress"), placeholder: "https://" });
    const apply = element("button", { type: "button", class: "btn btn-s" }, word("apply"));
    this.link = element("div", { class: "rich-link", hidden: true }, input, apply);
    const done = () => {
      const chain = this.editor.chain().focus().extendMarkRange("link");
      (input.value.trim() ? chain.setLink({ href: input.value.trim() }) : chain.unsetLink()).run();
      this.link.hidden = true;
    };
    apply.addEventListener("click", done);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") done();
      else this.link.hidden = true;
    });
    input.addEventListener("input", (event) => event.stopPropagation());
    return this.link;
  }

  askLink() {
    this.link.hidden = !this.link.hidden;
    const input = this.link.querySelector("input");
    input.value = this.editor.getAttributes("link").href ?? "";
    if (!this.link.hidden) input.focus();
  }

  write() {
    this.field.value = this.editor.isEmpty ? "" : this.editor.getHTML();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  paint() {
    for (const [button, mark] of this.buttons ?? []) button.setAttribute("aria-pressed", String(this.editor.isActive(mark)));
  }
});
