// An opened protocol marks its notices as read, once the page is really looked at: a tab in the background does not.
import { ask } from "./answers.js";

async function mark() {
  if (document.visibilityState !== "visible") return;
  const sheet = document.querySelector("[data-unread]");
  if (!sheet) return;
  const url = sheet.dataset.unread;
  delete sheet.dataset.unread;
  const body = new FormData();
  body.set("ticket", sheet.dataset.ticket);
  body.set("opened", "1");
  await ask(url, { method: "POST", body });
}

document.addEventListener("visibilitychange", mark);
document.addEventListener("htmx:after:process", mark);
mark();
