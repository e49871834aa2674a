// Everything here has a plain way beside it: each page works with this file missing.
import "./drafts.js";
import "./guard.js";
import "./keys.js";
import "./menus.js";
import "./palette.js";
import "./rows.js";
import "./uploads.js";
