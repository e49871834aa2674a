// Keys: Ctrl/⌘ Enter sends the form; j k walk a list; data-key="n" on a link or button gives it a letter; ? lists them.
import { read, write } from "./kept.js";

const SINGLE = "lvzhi:single-keys";
let here = null;

function typing(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog[open]");
}

function items() {
  return [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
}

function walk(step) {
  const all = items();
  if (!all.length) return;
  const current = here ?? all.find((item) => item.getAttribute("aria-current")) ?? null;
  const index = current ? all.indexOf(current) + step : step > 0 ? 0 : all.length - 1;
  const next = all[Math.min(Math.max(index, 0), all.length - 1)];
  if (here) here.classList.remove("is-here");
  here = next;
  here.classList.add("is-here");
  const link = here.matches("a") ? here : here.querySelector("a");
  (link ?? here).focus({ preventScroll: true });
  here.scrollIntoView({ block: "nearest" });
  // A list that reads as one goes opens what it comes to (the reading desk).
  if (here.closest("[data-list='open']") && link && link !== document.activeElement?.closest("[aria-current]")) link.click();
}

const PLAIN = {
  j: () => walk(1),
  k: () => walk(-1),
  x: () => here?.querySelector("input[type=checkbox]")?.click(),
  "?": () => document.getElementById("shortcuts")?.showModal(),
};

function lettered(key) {
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const form = event.target.closest("form[method=post]") ?? document.querySelector("form[data-main]");
    if (!form) return;
    event.preventDefault();
    const main = form.id && document.querySelector(`.button-primary[form="${CSS.escape(form.id)}"]`);
    form.requestSubmit(main || form.querySelector(".button-primary") || undefined);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (read(SINGLE) === false && event.key !== "?") return;
  const found = lettered(event.key);
  const act = found ? () => (found.matches("input, textarea, select") ? found.focus() : found.click()) : PLAIN[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// The list of shortcuts also names the letters of this page.
const list = document.querySelector("#shortcuts dl");
if (list) {
  for (const lettered of document.querySelectorAll("[data-key]")) {
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    const meaning = document.createElement("dd");
    key.textContent = lettered.dataset.key;
    meaning.textContent = lettered.dataset.keyWords || lettered.textContent.trim() || lettered.getAttribute("aria-label");
    term.append(key);
    list.append(term, meaning);
  }
}

const single = document.querySelector("[data-single-keys]");
if (single) {
  single.checked = read(SINGLE) !== false;
  single.addEventListener("change", () => write(SINGLE, single.checked));
}
