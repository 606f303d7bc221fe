// The session ended while a page was open: sign in again in place, everything typed stays.
import { on, setToken } from "./answers.js";
import { again } from "./channel.js";
import { openDialog } from "./dialog.js";
import { flush } from "./drafts.js";

on("signed-out", ({ href }) => {
  const open = document.querySelector("dialog.dlg[open]");
  if (open) open.dataset.stays = "yes";
  openDialog(href, document.activeElement);
});

on("signed-in", ({ token, login }) => {
  if (document.documentElement.dataset.login !== login) location.reload();
  else {
    setToken(token);
    flush();
    again();
  }
});
