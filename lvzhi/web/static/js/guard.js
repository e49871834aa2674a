// A double click sends a form once: after the first the buttons wait, until the page comes back.
const busy = new Set();

function buttons(form) {
  const inside = [...form.querySelectorAll("button[type=submit], button:not([type])")];
  const outside = form.id ? [...document.querySelectorAll(`button[form="${CSS.escape(form.id)}"]`)] : [];
  return [...inside, ...outside];
}

export function free() {
  for (const button of busy) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
  busy.clear();
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  // The button that was pressed must still send its name, so they are disabled a moment later.
  setTimeout(() => {
    for (const button of buttons(form)) {
      if (button.disabled) continue;
      button.disabled = true;
      if (button === event.submitter) button.setAttribute("aria-busy", "true");
      busy.add(button);
    }
  });
});

window.addEventListener("pageshow", free);
document.addEventListener("htmx:afterRequest", free);

// A form that came back with errors: begin at what is wrong.
document.querySelector("[data-focus]")?.focus();
