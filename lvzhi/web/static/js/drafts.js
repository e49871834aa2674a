// Keeps what is typed into a form marked data-draft="key" on this device: seven days, for this person alone.
import { put, typed } from "./fields.js";
import { drop, keys, read, write } from "./kept.js";
import { say } from "./words.js";

const PREFIX = "lvzhi:draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const PAUSE = 600;
const ENTRY = "#entry="; // the form holds something that waits to be sent (offline/form.js), not its draft
const stopping = new WeakMap();
const staff = document.body.dataset.staff;

// Where the draft of a form lies on this device.
export function place(key) {
  return `${PREFIX}${staff}:${key}`;
}

function byName(values) {
  const found = {};
  for (const [name, value] of values) (found[name] ||= []).push(value);
  return found;
}

// What differs from the page as it came. What was not touched is left to the page, which may know more the next time.
function touched(values, before) {
  const was = byName(before);
  const now = byName(values);
  return values.filter(([name]) => JSON.stringify(now[name]) !== JSON.stringify(was[name]));
}

export function clock(moment) {
  const at = new Date(moment);
  const time = at.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  const day = `${at.getMonth() + 1}-${String(at.getDate()).padStart(2, "0")}`;
  return at.toDateString() === new Date().toDateString() ? time : `${day} ${time}`;
}

export function watch(form) {
  const key = place(form.dataset.draft);
  const before = typed(form);
  const base = "bound" in form.dataset ? [] : before;
  let timer = 0;

  const save = () => {
    clearTimeout(timer);
    timer = 0;
    if (!write(key, { at: Date.now(), values: touched(typed(form), base) })) return;
    const told = document.querySelector("[data-draft-saved]");
    if (told) told.textContent = say("saved", { time: clock(Date.now()) });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  window.addEventListener("pagehide", () => timer && save());
  stopping.set(form, () => {
    clearTimeout(timer);
    timer = 0;
    drop(key);
  });

  const kept = read(key);
  if (!kept || "bound" in form.dataset || location.hash.startsWith(ENTRY)) return save;
  if (touched(kept.values, before).length === 0) return save;
  put(form, kept.values);
  showRestored(form, kept, () => {
    forget(form);
    put(form, before);
  });
  return save;
}

export function showRestored(form, kept, discard) {
  const line = form.querySelector("[data-draft-line]") || document.querySelector("[data-draft-line]");
  if (!line) return;
  line.querySelector("[data-draft-words]").textContent = say("restored", { time: clock(kept.at) });
  line.hidden = false;
  line.querySelector("[data-draft-drop]").addEventListener("click", () => {
    discard();
    line.hidden = true;
  });
}

function forgetOld() {
  for (const key of keys(PREFIX)) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > WEEK) drop(key);
  }
}

// The server says which draft has arrived: in a cookie that the answer to the form sets, or on the next page.
function forgetSent() {
  const cookie = document.cookie.match(/(?:^|; )draft_done=([^;]*)/);
  if (cookie) {
    decodeURIComponent(cookie[1]).split(" ").forEach((key) => drop(place(key)));
    document.cookie = "draft_done=; path=/; max-age=0; samesite=lax";
  }
  for (const mark of document.querySelectorAll("[data-draft-done]")) {
    mark.dataset.draftDone.split(" ").forEach((key) => drop(place(key)));
  }
}

// What is sent, or waits to be sent, is no draft any more.
export function forget(form) {
  stopping.get(form)?.();
}

forgetOld();
if (staff) {
  forgetSent();
  document.querySelectorAll("form[data-draft]").forEach(watch);
}
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-signout]")) keys(PREFIX).forEach(drop);
});
