// The one entry: every behaviour of the pages, each in its own small module. The editor loads only where it is needed.
import "./answers.js";
import "./toast.js";
import "./drafts.js";
import "./dialog.js";
import "./session.js";
import "./busy.js";
import "./popover.js";
import "./palette.js";
import "./keyboard.js";
import "./clock.js";
import "./picker.js";
import "./fields.js";
import "./places.js";
import "./tabs.js";
import "./richtext.js";
import "./files.js";
import "./copy.js";
import "./selection.js";
import "./shell.js";
import "./acts.js";
import "./notices.js";
import "./refreshing.js";
import "./presence.js";

document.documentElement.dataset.ready = "yes";
