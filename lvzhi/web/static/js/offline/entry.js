// What somebody wrote into a form marked data-offline, as it waits on this phone; and how it comes back into its form.
import { watch as watchDraft } from "../drafts.js";
import { put as fillIn, typed } from "../fields.js";
import * as photos from "./photos.js";

const LONGEST = 40;

export const MARK = "#entry=";
export const here = () => location.pathname + location.search;

export async function entryOf(form, submitter) {
  await photos.done(form);
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const entries = [...data].filter(([, value]) => !(value instanceof File) || value.name);
  return {
    once: form.elements.once.value,
    staff: document.body.dataset.staff,
    label: form.dataset.offline,
    gist: document.querySelector("h1").textContent.trim().slice(0, LONGEST),
    page: here(),
    action: new URL(form.getAttribute("action") || here(), location.href).href,
    entries: entries.map(([name, value]) => (value instanceof File ? [name, value, value.name] : [name, value])),
    typed: typed(form),
    pressedAt: Date.now(),
    state: "waiting",
  };
}

export function filesOf(item) {
  return (item.entries ?? []).filter((entry) => entry.length === 3);
}

export function putFiles(form, item) {
  for (const input of form.querySelectorAll("input[type=file]")) {
    const mine = filesOf(item).filter(([name]) => name === input.name);
    if (mine.length) photos.fill(input, mine.map(([name, blob, file]) => new File([blob], file, { type: blob.type })));
  }
}

export function putBack(form, item) {
  fillIn(form, item.typed);
  form.elements.once.value = item.once;
  putFiles(form, item);
}

// A form that the server sent back takes the place of the one on this page, with what is wrong beside the fields.
export function show(page, item) {
  const main = new DOMParser().parseFromString(page, "text/html").querySelector("main#content");
  if (!main?.querySelector("form")) return null;
  document.querySelector("main#content").replaceWith(main);
  document.dispatchEvent(new CustomEvent("lvzhi:shown", { detail: main }));
  const form = main.querySelector("form[data-offline]") ?? main.querySelector("form");
  putFiles(form, item);
  main.querySelector("[data-focus]")?.focus();
  return { form, save: form.dataset.draft ? watchDraft(form) : () => {} };
}
