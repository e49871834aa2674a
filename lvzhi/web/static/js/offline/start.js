// A phone without a network: forms open, what is sent waits, and nothing of it outlives the person at this phone.
import { write } from "../kept.js";
import { here } from "./entry.js";
import * as form from "./form.js";
import * as kept from "./kept.js";
import * as pages from "./pages.js";
import * as queue from "./queue.js";
import { learn, sendAll } from "./sender.js";
import { all, fact, note, ready, wipe } from "./store.js";

const staff = document.body.dataset.staff;
const VERSION = import.meta.url;
const FRESH = 10 * 60 * 1000; // after which the phone asks which pages to keep
const OLD = 60 * 60 * 1000; // after which a page that is kept is fetched anew
const AGAIN = 60 * 1000;
let leaving = false;

async function begin() {
  document.addEventListener("submit", signingOut, true);
  if (!(await ready())) return;
  if (!staff) {
    showWaiting();
    return;
  }
  write("lvzhi:offline", true);
  const before = await fact("staff");
  if (before && before !== staff) await wipeAll();
  await note("staff", staff);
  register();
  if ("kept" in document.body.dataset) await kept.begin();
  await form.begin();
  await queue.begin();
  window.addEventListener("online", () => go());
  setInterval(() => document.visibilityState === "visible" && queue.count() && go(), AGAIN);
  await go();
}

// When there is a network: send what waits, then put by what may be needed without one.
async function go() {
  const { state } = await sendAll();
  if (state === "signin" && queue.count()) askToSignIn();
  const there = state === "empty" ? await reached() : state !== "away";
  queue.network(there);
  if (there) await keepPages().catch(() => {});
}

// A page that came from the server says that there is a network; one that was kept does not.
async function reached() {
  return "kept" in document.body.dataset ? (await learn()).state !== "away" : navigator.onLine;
}

async function keepPages() {
  if (document.querySelector("form[data-offline]") && !(await pages.isFresh(staff, here(), FRESH))) await pages.keep(staff, here());
  const began = Date.now();
  if (!(await isDue(began))) return;
  const said = await learn();
  queue.network(said.state !== "away");
  if (said.state !== "ready") return;
  for (const name of ["page_hours", "unsent_hours"]) await note(name, said[name]);
  const anew = (await fact("version")) !== VERSION; // pages of an older version name style and scripts that are gone
  for (const [n, address] of said.pages.entries()) {
    const due = n === 0 || anew || !(await pages.isFresh(staff, address, OLD));
    if (due && !(await pages.keep(staff, address))) return;
  }
  await pages.forgetOld(staff, said.page_hours);
  await note("kept_at", began);
  await note("version", VERSION);
}

// From time to time, after a new version, and when something was sent since: who is out needs the way back.
async function isDue(now) {
  const last = (await fact("kept_at")) ?? 0;
  return now - last > FRESH || ((await fact("sent_at")) ?? 0) >= last || (await fact("version")) !== VERSION;
}

function register() {
  navigator.serviceWorker?.register("/sw.js", { type: "module" }).catch(() => {}); // without one, entries wait all the same
}

async function wipeAll() {
  await wipe();
  if ("caches" in globalThis) await pages.wipe();
}

// Signing out removes what is kept of this person; what has not been sent is asked for first.
function signingOut(event) {
  const out = event.target;
  if (leaving || !out.matches?.("[data-signout]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById("unsent");
  if (!queue.count() || !dialog?.showModal) {
    leave(out);
    return;
  }
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "leave" && leave(out), { once: true });
  dialog.showModal();
}

async function leave(out) {
  leaving = true;
  pages.stop();
  await wipeAll().catch(() => {});
  out.requestSubmit();
}

function askToSignIn() {
  const main = document.getElementById("main");
  if (!main || main.querySelector("[data-signin]")) return;
  main.prepend(document.getElementById("lvzhi-entry-signin").content.cloneNode(true));
}

async function showWaiting() {
  const told = document.querySelector("[data-entries-wait]");
  if (told) told.hidden = !(await all("queue")).some((item) => item.entries);
}

begin().catch((error) => console.info("without offline:", error)); // forms are then sent as ever
