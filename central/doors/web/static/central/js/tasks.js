// Minhas Tarefas: acts for several rows carry the chosen ids; the menu of a row is fetched when it first opens.
import { ask } from "./answers.js";

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-bulk-act]");
  if (!act) return;
  const ids = [...document.querySelectorAll("[data-select]:checked")].map((box) => box.value);
  const url = new URL(act.getAttribute("href"), location.href);
  url.searchParams.set("ids", ids.join(","));
  act.setAttribute("href", url.pathname + url.search);
}, true);

document.addEventListener("toggle", async (event) => {
  const list = event.newState === "open" ? event.target.querySelector("[data-lazy]") : null;
  if (!list) return;
  const url = list.dataset.lazy;
  delete list.dataset.lazy;
  const response = await ask(url);
  if (!response?.ok) {
    list.dataset.lazy = url;
    return;
  }
  list.innerHTML = await response.text();
  globalThis.htmx?.process(list);
  for (const item of list.querySelectorAll("[data-act]")) ["data-act", "data-key"].forEach((name) => item.removeAttribute(name));
  event.target.hidePopover();
  event.target.showPopover();
}, true);
