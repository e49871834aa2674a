// A file that is too large or of the wrong kind is refused before it is sent, beside its field.
import { say } from "./words.js";

const MB = 1024 * 1024;

function fault(input) {
  const most = Number(input.dataset.maxBytes || 0);
  const types = (input.accept || "").split(",").map((type) => type.trim().toLowerCase()).filter(Boolean);
  for (const file of input.files) {
    if (most && file.size > most) {
      return say("tooLarge", { name: file.name, size: (file.size / MB).toFixed(1), most: Math.floor(most / MB) });
    }
    if (types.length && !types.some((type) => fits(file, type))) {
      return say("wrongType", { name: file.name, types: types.join(" ") });
    }
  }
  return "";
}

function fits(file, type) {
  if (type.startsWith(".")) return file.name.toLowerCase().endsWith(type);
  if (type.endsWith("/*")) return file.type.startsWith(type.slice(0, -1));
  return file.type === type;
}

function check(input) {
  const told = input.closest(".field")?.querySelector("[data-file-error]");
  const wrong = fault(input);
  input.toggleAttribute("aria-invalid", Boolean(wrong));
  if (wrong) input.setAttribute("aria-invalid", "true");
  if (told) {
    told.textContent = wrong;
    told.hidden = !wrong;
  }
  return !wrong;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]")) check(event.target);
});

document.addEventListener(
  "submit",
  (event) => {
    const wrong = [...event.target.querySelectorAll("input[type=file]")].find((input) => !check(input));
    if (!wrong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong.focus();
  },
  true,
);
