// Says what changed in the page's one polite live region.
export function say(text) {
  const region = document.getElementById("spoken");
  if (!region || !text) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}
