// Menus and cards are <details>, dialogs are <dialog>: this closes and opens them the way people expect.
function closeAll(except) {
  for (const open of document.querySelectorAll("details.menu[open], details.clause[open]")) {
    if (!open.contains(except)) open.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeAll(event.target);
  const opener = event.target.closest("[data-open], [data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open ?? opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog").close();
  // A click on the veil closes the dialog.
  if (event.target.matches("dialog[open]")) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open], details.clause[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// With a mouse the card of a clause opens by itself; a finger or Enter opens it anyway.
if (window.matchMedia("(hover: hover)").matches) {
  document.addEventListener("mouseover", (event) => {
    const card = event.target.closest?.("details[data-hover]");
    if (card && !card.open) {
      closeAll(card);
      card.open = true;
      card.addEventListener("mouseleave", () => (card.open = false), { once: true });
    }
  });
  document.addEventListener("click", (event) => {
    const summary = event.target.closest?.("details[data-hover] > summary");
    // It is open already because the pointer is over it; the click must not close it.
    if (summary && event.detail > 0) event.preventDefault();
  });
}

// The choice of light and dark.
function showTheme() {
  for (const choice of document.querySelectorAll("[data-theme-choice]")) {
    const on = choice.dataset.themeChoice === window.lvzhiTheme.chosen();
    choice.setAttribute("aria-pressed", String(on));
  }
}

if (window.lvzhiTheme) {
  for (const themes of document.querySelectorAll("[data-themes]")) {
    themes.hidden = false;
    themes.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-theme-choice]");
      if (!choice) return;
      window.lvzhiTheme.choose(choice.dataset.themeChoice);
      showTheme();
    });
  }
  showTheme();
}
document.querySelectorAll("[data-open][hidden]").forEach((button) => (button.hidden = false));
if (navigator.platform.startsWith("Mac")) {
  document.querySelectorAll("kbd").forEach((key) => (key.textContent = key.textContent.replace("Ctrl", "⌘")));
}
