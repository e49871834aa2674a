// Lists in a form that grow: the button that asks the server for one more row copies the blank one instead.
const ADD = "[data-rows] > button[name=add]";

function addTo(list) {
  const rows = list.querySelector("ol");
  const count = list.querySelector(`input[name="${list.dataset.rows}-count"]`);
  const number = Number(count.value);
  if (number >= Number(list.dataset.most)) return null;
  const template = list.querySelector("template");
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("-NUMBER", `-${number}`);
  const row = holder.content.firstElementChild;
  rows.append(row);
  count.value = String(number + 1);
  const button = list.querySelector("button[name=add]");
  if (button) button.hidden = number + 1 >= Number(list.dataset.most);
  return row;
}

function first(row) {
  return row.querySelector("input:not([type=hidden]), textarea, select");
}

// Rows that a draft had and the page has not: as many as its names ask for.
export function grow(form, names) {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const numbers = names.map((name) => name.match(new RegExp(`^${list.dataset.rows}-(\\d+)-`))).filter(Boolean);
    const wanted = Math.max(0, ...numbers.map((found) => Number(found[1]) + 1));
    while (list.querySelectorAll("ol > li").length < wanted && addTo(list));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(ADD);
  if (!button) return;
  event.preventDefault();
  const row = addTo(button.closest("[data-rows]"));
  if (row) first(row).focus();
});

// Enter goes on to the next row instead of sending half a form.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (!event.target.matches("form input:not([type=submit]):not([type=file])")) return;
  if (!event.target.form?.querySelector("[data-rows]")) return;
  event.preventDefault();
  const row = event.target.closest("[data-rows] li");
  const next = row && (row.nextElementSibling ?? addTo(row.closest("[data-rows]")));
  if (next) first(next).focus();
});
