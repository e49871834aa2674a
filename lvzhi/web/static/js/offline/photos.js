// Photos in a form: made small enough to send over a poor network, without the place where they were taken.
import * as jpeg from "./jpeg.js";
import * as png from "./png.js";

const SIDE = 2048;
const LARGE = 1.5 * 1024 * 1024;
const QUALITY = 0.82;
const working = new WeakMap();

// What the form is waiting for before it can be sent.
export function done(form) {
  return Promise.all([...form.querySelectorAll("input[type=file]")].map((input) => working.get(input)));
}

export function fill(input, files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
}

export function watch(input) {
  const chosen = input.files;
  const work = prepared([...chosen]).then((files) => {
    if (input.files !== chosen || files.every((file, n) => file === chosen[n])) return;
    fill(input, files);
    input.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: "prepared" }));
  });
  working.set(input, work.catch(() => {})); // what cannot be made smaller is sent as it is
}

function prepared(files) {
  return Promise.all(files.map((file) => (file.type.startsWith("image/") ? small(file).catch(() => file) : file)));
}

async function small(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const known = jpeg.isJpeg(bytes) ? jpeg.facts(bytes) : {};
  const drawn = await redrawn(file);
  if (drawn) {
    const fresh = new Uint8Array(await drawn.arrayBuffer());
    return named(jpeg.cleaned(fresh, { ...known, orientation: 1 }), file, ".jpg");
  }
  if (jpeg.isJpeg(bytes)) return named(jpeg.cleaned(bytes, known), file);
  return png.isPng(bytes) ? named(png.cleaned(bytes), file) : file;
}

function named(blob, file, ending = "") {
  const name = ending ? file.name.replace(/\.\w+$/, "") + ending : file.name;
  return new File([blob], name, { type: blob.type, lastModified: file.lastModified });
}

// A picture that is too large, drawn anew the right way up; nothing when it is small enough as it is.
async function redrawn(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= LARGE) return null;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("not drawn"))), "image/jpeg", QUALITY);
  });
}
