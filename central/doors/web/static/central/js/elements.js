// Small helpers that make nodes: an element with properties, an icon of the sprite, nodes from the server's HTML.
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("aria-") || name === "role" || name === "for") node.setAttribute(name, value);
    else if (name.startsWith("data-")) node.dataset[name.slice(5)] = value;
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

export function icon(name, size = "") {
  const drawn = document.getElementById("icon").content.firstElementChild.cloneNode(true);
  const use = drawn.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
  if (size) drawn.classList.add(size);
  return drawn;
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export function visible(node) {
  return Boolean(node) && node.checkVisibility({ checkVisibilityCSS: true });
}
