// A form marked data-offline: kept on this phone first, then sent; without a network it waits, and the page says so.
import { forget, place, showRestored } from "../drafts.js";
import { free } from "../guard.js";
import { read } from "../kept.js";
import { MARK, entryOf, here, putBack, putFiles, show } from "./entry.js";
import * as photos from "./photos.js";
import { lockOf, sendAll } from "./sender.js";
import { all, drop, get, put } from "./store.js";

const OFFLINE = "form[data-offline]";
let release = () => {};
const plain = new WeakSet(); // forms that this phone cannot keep are sent as ever

export async function begin() {
  document.addEventListener("submit", caught);
  document.addEventListener("change", chosen);
  window.addEventListener("hashchange", () => location.hash.startsWith(MARK) && location.reload());
  for (const form of document.querySelectorAll(OFFLINE)) {
    if ("bound" in form.dataset) continue;
    // A page that was kept is filled in many times, and each time is another entry.
    form.elements.once.value = uuid();
    await (location.hash.startsWith(MARK) ? reopen(form, location.hash.slice(MARK.length)) : putDraftPhotos(form));
  }
  await forgetPhotos();
}

function caught(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.matches(OFFLINE) || plain.has(form)) return;
  event.preventDefault();
  send(form, event.submitter);
}

async function send(form, submitter) {
  let item;
  try {
    item = await entryOf(form, submitter);
    item.changed = Boolean((await get("queue", item.once))?.tried);
    await put("queue", item);
  } catch {
    plain.add(form);
    free();
    form.requestSubmit(submitter ?? undefined);
    return;
  }
  forget(form); // it has moved from the draft into the queue
  const { state, answers } = await sendAll(item.once);
  await showOutcome(form, item, answers[item.once] ?? { state });
}

async function showOutcome(form, item, outcome) {
  const now = await get("queue", item.once);
  if (now?.state === "sent") {
    location.assign(now.next);
    return;
  }
  free();
  if (outcome.state === "refused" && outcome.answer) {
    const came = show(outcome.answer, item);
    if (came) {
      // The person stands before it and corrects it: it is a draft again, and waits for nobody.
      await drop("queue", item.once);
      await keepPhotos(came.form);
      came.save();
      return;
    }
  }
  const state = ["refused", "earlier"].includes(now?.state) ? now.state : "waiting";
  tell(form, state, now?.next);
  release();
  if (state === "waiting") await later();
}

// In the place of the form: what became of it, calmly.
function tell(form, state, next) {
  const said = document.getElementById(`lvzhi-entry-${state}`).content.cloneNode(true);
  const notice = said.firstElementChild;
  notice.querySelector("[data-again]")?.setAttribute("href", here());
  notice.querySelector("[data-came]")?.setAttribute("href", next);
  form.hidden = true;
  document.getElementById("actions").hidden = true;
  document.getElementById("main").prepend(notice);
  notice.tabIndex = -1;
  notice.focus();
}

async function later() {
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.sync?.register("lvzhi:queue");
  } catch {
    // The browser sends nothing by itself; the next page does.
  }
}

// The form opens with an entry that waits; as long as it is open here, nobody sends it.
async function reopen(form, once) {
  const item = await get("queue", once);
  if (!item?.entries || item.staff !== document.body.dataset.staff) return;
  navigator.locks?.request(lockOf(once), () => new Promise((open) => (release = open)));
  const came = item.answer ? show(item.answer, item) : null;
  if (came) return;
  putBack(form, item);
  showRestored(form, { at: item.pressedAt }, async () => {
    await drop("queue", once);
    location.assign(here());
  });
}

function chosen(event) {
  const input = event.target;
  if (!input.matches(`${OFFLINE} input[type=file]`)) return;
  if (event.detail !== "prepared") photos.watch(input);
  keepPhotos(input.form);
}

// Photos of a draft lie beside it, as long as it lies there.
async function keepPhotos(form) {
  if (!form.dataset.draft) return;
  await photos.done(form);
  const files = [...form.querySelectorAll("input[type=file]")].map((input) => [input.name, [...input.files]]);
  await put("photos", { key: place(form.dataset.draft), files }).catch(() => {});
}

async function putDraftPhotos(form) {
  const key = form.dataset.draft && place(form.dataset.draft);
  const kept = key && read(key) && (await get("photos", key));
  for (const [name, files] of kept?.files ?? []) {
    const input = form.elements[name];
    if (input && files.length && !input.files.length) photos.fill(input, files);
  }
}

async function forgetPhotos() {
  for (const { key } of await all("photos")) if (!read(key)) await drop("photos", key);
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
