// Sets the theme before the first paint: the person's choice, else the system's. A classic script on purpose.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let wanted = root.dataset.theme || "system";
    if (!root.dataset.login) {
      try { wanted = localStorage.getItem("central-theme") || wanted; } catch { /* storage refused: follow the system */ }
    }
    root.dataset.bsTheme = wanted === "system" ? (system.matches ? "dark" : "light") : wanted;
  };
  apply();
  system.addEventListener("change", apply);
  root.addEventListener("theme", apply);
})();
