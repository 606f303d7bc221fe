// A button with data-copy="text" puts the text on the clipboard and says so.
import { icon } from "./elements.js";
import { say } from "./live.js";
import { word } from "./words.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await copy(button.dataset.copy);
  say(word("copied", { text: button.dataset.copy }));
  const drawn = button.querySelector(".ic");
  if (!drawn || button.dataset.told) return;
  button.dataset.told = "yes";
  const done = icon("check", "s");
  drawn.replaceWith(done);
  setTimeout(() => { done.replaceWith(drawn); delete button.dataset.told; }, 1500);
});
