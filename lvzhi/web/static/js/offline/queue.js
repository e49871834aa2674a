// The list of what waits on this phone, its states, and the mark of it in the frame of every page.
import { clock } from "../drafts.js";
import { MARK, filesOf } from "./entry.js";
import { sendAll, waits } from "./sender.js";
import { all, drop, listen } from "./store.js";

const staff = document.body.dataset.staff;
const mark = document.querySelector("[data-network]");
const list = document.querySelector("[data-queue]");
const RANK = { sending: 0, waiting: 0, refused: 1, earlier: 1, expired: 2, sent: 3 };
let away = "kept" in document.body.dataset;
let waiting = 0;

export const count = () => waiting;

// Whether the network is there, as far as anybody knows.
export function network(there) {
  away = !there || !navigator.onLine;
  draw();
}

export async function begin() {
  listen(draw);
  window.addEventListener("offline", () => network(false));
  if (list) document.getElementById("actions").addEventListener("click", () => sendAll());
  list?.addEventListener("click", pressed);
  document.getElementById("drop-entry")?.addEventListener("close", dropped);
  network(!away);
}

async function draw() {
  const items = (await all("queue")).filter((item) => item.staff === staff);
  waiting = items.filter((item) => waits(item) || item.state === "refused").length;
  drawMark();
  if (list) drawList(items);
}

function drawMark() {
  if (!mark) return;
  mark.hidden = !away && !waiting;
  mark.querySelector("[data-away]").hidden = !away;
  mark.querySelector("[data-waiting]").hidden = away;
  const sum = mark.querySelector(".bar-count");
  sum.hidden = !waiting;
  sum.firstElementChild.textContent = waiting > 99 ? "99+" : String(waiting);
}

function drawList(items) {
  items.sort((one, other) => RANK[one.state] - RANK[other.state] || one.pressedAt - other.pressedAt);
  list.replaceChildren(...items.map(row));
  document.querySelector("[data-queue-none]").hidden = items.length > 0;
  const button = document.getElementById("send-now").content.cloneNode(true);
  document.getElementById("actions").replaceChildren(...(!away && items.some(waits) ? [button] : []));
}

function row(item) {
  const made = document.getElementById(`entry-${item.state}`).content.firstElementChild.cloneNode(true);
  const files = filesOf(item).length;
  const say = (name, words) => made.querySelectorAll(`[data-${name}]`).forEach((part) => (part.textContent = words));
  say("label", item.label);
  say("gist", item.gist);
  say("at", clock(item.sentAt ?? item.pressedAt));
  say("files", String(files));
  made.dataset.once = item.once;
  made.querySelectorAll("[data-with-files]").forEach((part) => (part.hidden = !files));
  made.querySelectorAll("[data-edit]").forEach((link) => (link.href = item.page + MARK + item.once));
  made.querySelectorAll("[data-came]").forEach((link) => (link.href = item.next));
  return made;
}

function pressed(event) {
  const button = event.target.closest("[data-drop]");
  if (!button) return;
  const once = button.closest("[data-once]").dataset.once;
  const dialog = document.getElementById("drop-entry");
  // What is over goes at once; what was typed only after a second word.
  if (button.dataset.drop === "over" || !dialog?.showModal) {
    drop("queue", once);
    return;
  }
  dialog.dataset.once = once;
  dialog.returnValue = "";
  dialog.showModal();
}

function dropped(event) {
  const dialog = event.target;
  if (dialog.returnValue === "drop") drop("queue", dialog.dataset.once);
}
