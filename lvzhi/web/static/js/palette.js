// Ctrl/⌘ K: any page, any action, any person. The link behind it leads to a page that does the same without a script.
import { say } from "./words.js";

const dialog = document.getElementById("palette");
const entries = JSON.parse(document.getElementById("lvzhi-places")?.textContent ?? "[]");
const PAUSE = 160;

function start() {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let shown = [];
  let at = 0;
  let timer = 0;
  let asked = null;

  function matching(query) {
    const wanted = query.toLowerCase();
    return entries.filter((entry) => `${entry.label} ${entry.keys ?? ""}`.toLowerCase().includes(wanted));
  }

  function draw(found, note = "") {
    shown = found;
    at = Math.min(at, Math.max(found.length - 1, 0));
    list.replaceChildren();
    let group = "";
    found.forEach((entry, index) => {
      if (entry.group && entry.group !== group) {
        group = entry.group;
        list.append(made("div", "palette-group", group, "presentation"));
      }
      list.append(option(entry, index));
    });
    if (!found.length) list.append(made("div", "palette-none", note || say("nothing"), "presentation"));
    mark();
  }

  function made(tag, style, words, role) {
    const element = document.createElement(tag);
    element.className = style;
    element.textContent = words;
    element.setAttribute("role", role);
    return element;
  }

  function option(entry, index) {
    const element = made("div", "palette-entry", entry.label, "option");
    element.id = `palette-${index}`;
    if (entry.hint) {
      const hint = document.createElement("span");
      hint.className = "palette-hint";
      hint.textContent = entry.hint;
      element.append(hint);
    }
    element.addEventListener("click", () => go(entry));
    element.addEventListener("mousemove", () => {
      if (at !== index) {
        at = index;
        mark();
      }
    });
    return element;
  }

  function mark() {
    list.querySelectorAll("[role=option]").forEach((element, index) => {
      element.setAttribute("aria-selected", String(index === at));
      if (index === at) element.scrollIntoView({ block: "nearest" });
    });
    if (shown.length) input.setAttribute("aria-activedescendant", `palette-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function go(entry) {
    dialog.close();
    window.location.assign(entry.url);
  }

  async function ask(query) {
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${dialog.dataset.url}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      if (input.value.trim() === query) draw([...matching(query), ...found]);
    } catch (error) {
      if (error.name !== "AbortError") draw(matching(query));
    }
  }

  input.addEventListener("input", () => {
    const query = input.value.trim();
    at = 0;
    clearTimeout(timer);
    draw(matching(query), query ? say("searching") : "");
    if (query && dialog.dataset.url) timer = setTimeout(() => ask(query), PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      at = shown.length ? (at + step + shown.length) % shown.length : 0;
      mark();
    } else if (event.key === "Enter" && shown[at]) {
      event.preventDefault();
      go(shown[at]);
    }
  });

  function open(event) {
    event.preventDefault();
    if (dialog.open) return;
    input.value = "";
    at = 0;
    draw(entries);
    dialog.showModal();
    input.focus();
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
  });
  document.querySelectorAll("[data-palette]").forEach((link) => link.addEventListener("click", open));
}

if (dialog?.showModal) start();
