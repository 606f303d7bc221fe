// A field that offers the cities of the registry while one types: data-cities names the address that knows them, the field's
// list takes the answers. Without scripts what is typed serves as it is.
import { ask } from "./answers.js";
import { element } from "./elements.js";

let waiting = 0;

async function offer(field) {
  const url = new URL(field.dataset.cities, location.href);
  url.searchParams.set("q", field.value);
  const response = await ask(url.pathname + url.search);
  if (!response?.ok) return;
  const { rows } = await response.json();
  field.list?.replaceChildren(...rows.map((value) => element("option", { value })));
}

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-cities]");
  if (!field) return;
  clearTimeout(waiting);
  if (field.value.trim()) waiting = setTimeout(() => offer(field), 150);
});
