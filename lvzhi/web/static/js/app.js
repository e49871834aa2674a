// Everything here has a plain way beside it: each page works with this file missing.
import "./drafts.js";
import "./guard.js";
import { read } from "./kept.js";
import "./keys.js";
import "./menus.js";
import "./palette.js";
import "./rows.js";
import "./uploads.js";

// On a phone forms work without a network; on a desk nothing of it is loaded, unless this device was one before.
if (matchMedia("(max-width: 767px), (pointer: coarse)").matches || read("lvzhi:offline")) import("./offline/start.js");
