// The sentences that scripts say, in the page's language; the server writes them into #words.
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export function word(key, values = {}) {
  return (words[key] ?? key).replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

// Lower case without accents: how lists are searched.
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
