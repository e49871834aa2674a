// A page that was kept, opened without a network: it says from when it is, knows what time it is, and which ways lead on.
import { clock } from "../drafts.js";
import * as pages from "./pages.js";

const MINUTE = 60 * 1000;

export async function begin() {
  const line = document.getElementById("lvzhi-kept")?.content.firstElementChild.cloneNode(true);
  if (line) {
    line.querySelector("[data-at]").textContent = clock(Number(document.body.dataset.kept));
    document.getElementById("content").prepend(line);
  }
  for (const input of document.querySelectorAll("[data-now]")) setNow(input);
  for (const input of document.querySelectorAll("[data-kept-words]")) {
    if (!input.value) input.value = `${input.dataset.keptWords} ${clock(Date.now())}`;
  }
  for (const link of document.querySelectorAll("#main a[href^='/'], #main a[href^='?']")) {
    if (!(await pages.find(link.href.split("#")[0]))) link.classList.add("is-away");
  }
}

// What the server had filled in as "now", or so many minutes from now, unless somebody has typed something else.
function setNow(input) {
  if (input.value !== input.defaultValue) return;
  const then = new Date(Date.now() + Number(input.dataset.now) * MINUTE);
  const parts = { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" };
  input.value = new Intl.DateTimeFormat("sv-SE", parts).format(then).replace(" ", "T");
}
