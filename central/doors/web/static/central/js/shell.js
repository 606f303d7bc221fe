// The frame: the button of the theme, kept at once here and then at the server.
import { ask } from "./answers.js";

function remember(theme) {
  try { localStorage.setItem("central-theme", theme); } catch { /* storage refused: the server still knows */ }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form) return;
  event.preventDefault();
  const root = document.documentElement;
  const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  root.dispatchEvent(new Event("theme"));
  remember(theme);
  const body = new FormData(form);
  body.set("theme", theme);
  ask(form.getAttribute("action"), { method: "POST", body });
}, true);

if (document.documentElement.dataset.login) remember(document.documentElement.dataset.theme);
