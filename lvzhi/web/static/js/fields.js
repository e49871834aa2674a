// What is typed into a form, as it can be kept, and back again; without what is secret or hidden, and without files.
import { grow } from "./rows.js";

const LEFT_OUT = ["hidden", "password", "file", "submit", "button"];

export function typed(form) {
  const fields = [...form.elements].filter((field) => field.name && !LEFT_OUT.includes(field.type));
  return fields.map((field) => [field.name, fieldValue(field)]);
}

function fieldValue(field) {
  if (field.type === "checkbox" || field.type === "radio") return [field.value, field.checked];
  if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
  return field.value;
}

export function put(form, values) {
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
