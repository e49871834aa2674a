// Keeps what is typed into a form marked data-draft="key" on this device: seven days, for this person alone.
import { drop, keys, read, write } from "./kept.js";
import { grow } from "./rows.js";
import { say } from "./words.js";

const PREFIX = "lvzhi:draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const PAUSE = 600;
const staff = document.body.dataset.staff;

function place(key) {
  return `${PREFIX}${staff}:${key}`;
}

function typed(form) {
  const fields = [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type),
  );
  return fields.map((field) => [field.name, fieldValue(field)]);
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

function fieldValue(field) {
  if (field.type === "checkbox" || field.type === "radio") return [field.value, field.checked];
  if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
  return field.value;
}

function put(form, values) {
  grow(form, values.map(([name]) => name));
  const rest = new Map();
  for (const [name, value] of values) rest.set(name, [...(rest.get(name) || []), value]);
  for (const [name] of typed(form)) {
    const fields = [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
    fields.forEach((field, index) => putOne(field, rest.get(name) || [], index));
  }
}

function putOne(field, values, index) {
  if (field.type === "checkbox" || field.type === "radio") {
    const kept = values.find(([value]) => value === field.value);
    if (kept) field.checked = kept[1];
  } else if (values[index] !== undefined && field.multiple) {
    for (const option of field.options) option.selected = values[index].includes(option.value);
  } else if (values[index] !== undefined) {
    field.value = values[index];
  }
}

function clock(moment) {
  const at = new Date(moment);
  const time = at.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  const day = `${at.getMonth() + 1}-${String(at.getDate()).padStart(2, "0")}`;
  return at.toDateString() === new Date().toDateString() ? time : `${day} ${time}`;
}

function watch(form) {
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

  const kept = read(key);
  if (!kept || "bound" in form.dataset) return;
  if (touched(kept.values, before).length === 0) return;
  put(form, kept.values);
  showRestored(form, kept, () => {
    clearTimeout(timer);
    drop(key);
    put(form, before);
  });
}

function showRestored(form, kept, discard) {
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

forgetOld();
if (staff) {
  forgetSent();
  document.querySelectorAll("form[data-draft]").forEach(watch);
}
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-signout]")) keys(PREFIX).forEach(drop);
});
