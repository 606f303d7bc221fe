// Address fields that help: while a city is typed, municipalities of the official list are offered ("Lages/SC"); a CEP that
// registered addresses know fills the empty fields. The fields are told apart by data-place within a row or a form; they
// may arrive later, so everything listens on the document. Without scripts the server finds the municipality by its name.
import { ask } from "./answers.js";
import { element } from "./elements.js";

let waiting = 0;
let offered = [];

const scopeOf = (field) => field.closest("[data-row], form");
const partOf = (field, name) => scopeOf(field).querySelector(`[data-place="${name}"]`);

function put(field, value) {
  if (!field || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

async function read(address, name, value) {
  const url = new URL(address, location.href);
  url.searchParams.set(name, value);
  const response = await ask(url.pathname + url.search);
  return response?.ok ? response.json() : null;
}

function listOf(field) {
  const id = `${field.id}-cities`;
  const list = document.getElementById(id) ?? element("datalist", { id });
  if (!list.isConnected) field.after(list);
  field.setAttribute("list", id);
  return list;
}

function choose(field) {
  const chosen = offered.find((row) => `${row.name}/${row.state}` === field.value.trim());
  if (!chosen) return false;
  put(partOf(field, "state"), chosen.state);
  put(partOf(field, "city_ibge_code"), chosen.code);
  field.value = chosen.name;
  return true;
}

async function offer(field) {
  const answer = await read("/pessoas/municipios/", "q", field.value);
  if (!answer) return;
  offered = answer.rows;
  listOf(field).replaceChildren(...offered.map((row) => element("option", { value: `${row.name}/${row.state}` })));
}

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-place=city]");
  if (!field || choose(field)) return;
  put(partOf(field, "city_ibge_code"), "");
  clearTimeout(waiting);
  if (field.value.trim().length > 1) waiting = setTimeout(() => offer(field), 150);
});

document.addEventListener("change", async (event) => {
  const field = event.target.closest?.("[data-place=postal_code]");
  if (!field || field.value.replace(/\D/g, "").length !== 8) return;
  const answer = await read("/pessoas/cep/", "cep", field.value);
  for (const [name, value] of Object.entries(answer?.place ?? {})) {
    const part = partOf(field, name);
    if (part && !part.value.trim()) put(part, value);
  }
});
