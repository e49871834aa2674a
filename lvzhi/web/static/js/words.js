// The words that scripts say come from the page, in the person's language.
const place = document.getElementById("lvzhi-words");
const words = place ? JSON.parse(place.textContent) : {};

export function say(key, values = {}) {
  return (words[key] || "").replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}
