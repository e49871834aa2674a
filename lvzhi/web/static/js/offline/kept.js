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
    if (!input.value) input.value = input.dataset.keptWords.replace("{time}", atTheBank(0).slice(-5));
  }
  for (const link of document.querySelectorAll("#main a[href^='/'], #main a[href^='?']")) {
    if (!(await pages.find(link.href.split("#")[0]))) link.classList.add("is-away");
  }
}

// What the server had filled in as "now", or so many minutes from now, unless somebody has typed something else.
function setNow(input) {
  if (input.value !== input.defaultValue) return;
  input.value = atTheBank(Number(input.dataset.now)).replace(" ", "T");
}

// 2026-03-10 14:05, so many minutes from now.
function atTheBank(minutes) {
  const parts = { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" };
  return new Intl.DateTimeFormat("sv-SE", parts).format(new Date(Date.now() + minutes * MINUTE));
}
