// Tabs inside a dialog (role=tablist): click, arrows, Home and End; one panel is shown, the others are hidden.
customElements.define("tab-list", class extends HTMLElement {
  connectedCallback() {
    this.tabs = [...this.querySelectorAll("[role=tab]")];
    for (const tab of this.tabs) {
      const panel = this.panel(tab);
      panel?.setAttribute("role", "tabpanel");
      panel?.setAttribute("aria-labelledby", tab.id);
      panel?.setAttribute("tabindex", "0");
    }
    this.addEventListener("click", (event) => {
      const tab = event.target.closest("[role=tab]");
      if (tab) this.select(tab);
    });
    this.addEventListener("keydown", (event) => {
      const at = this.tabs.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      const tab = this.tabs.at(to % this.tabs.length);
      this.select(tab);
      tab.focus();
    });
    queueMicrotask(() => this.select(this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? this.tabs[0]));
  }

  panel(tab) {
    const scope = this.closest("form, section, dialog") ?? document;
    return scope.querySelector(`#${CSS.escape(tab.getAttribute("aria-controls"))}`);
  }

  select(chosen) {
    for (const tab of this.tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      const panel = this.panel(tab);
      if (panel) panel.hidden = !on;
    }
  }
});

// Tabs that are links, where a phone shows only some of them: the one at hand is brought into sight.
for (const tab of document.querySelectorAll(".tabs a[aria-current]")) tab.scrollIntoView({ block: "nearest", inline: "center" });
