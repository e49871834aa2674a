// A photo without the place where it was taken. Of all that a camera writes into it, the time and the way up stay.
const APP1 = 0xe1;
const SOS = 0xda;
const EOI = 0xd9;
const KEEP = new Set([0xe0, 0xee]); // JFIF and Adobe: how the colours are meant
const ORIENTATION = 0x0112;
const EXIF = 0x8769;
const TAKEN = 0x9003;
const OFFSET = 0x9011;
const NAME = [0x45, 0x78, 0x69, 0x66, 0, 0]; // "Exif"

export function isJpeg(bytes) {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

// The segments of a picture up to its end: [kind, first byte, byte behind the last]. What follows the end is left out.
function* segments(bytes) {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const kind = bytes[at + 1];
    if (kind === 0xff) {
      at += 1;
    } else if (kind === EOI) {
      return;
    } else {
      let end = at + 2 + (bytes[at + 2] << 8) + bytes[at + 3];
      if (kind === SOS) end = behindScan(bytes, end);
      yield [kind, at, Math.min(end, bytes.length)];
      at = end;
    }
  }
}

// In a scan 0xff is followed by 0, or by a mark that restarts it; anything else begins the next segment.
function behindScan(bytes, from) {
  let at = from;
  while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && (bytes[at + 1] & 0xf8) !== 0xd0)) at += 1;
  return at + 1 < bytes.length ? at : bytes.length;
}

export function facts(bytes) {
  for (const [kind, start, end] of segments(bytes)) {
    if (kind === SOS) break;
    if (kind === APP1 && NAME.every((sign, n) => bytes[start + 4 + n] === sign)) {
      try {
        return factsOf(new DataView(bytes.buffer, bytes.byteOffset + start + 10, end - start - 10));
      } catch {
        return {}; // damaged: nothing of it is kept
      }
    }
  }
  return {};
}

function factsOf(view) {
  const little = view.getUint16(0) === 0x4949;
  const main = entries(view, view.getUint32(4, little), little);
  const more = main.has(EXIF) ? entries(view, view.getUint32(main.get(EXIF) + 8, little), little) : new Map();
  const way = main.has(ORIENTATION) ? view.getUint16(main.get(ORIENTATION) + 8, little) : 1;
  return { orientation: way >= 1 && way <= 8 ? way : 1, taken: words(view, more.get(TAKEN), little), offset: words(view, more.get(OFFSET), little) };
}

function entries(view, at, little) {
  const count = view.getUint16(at, little);
  return new Map(Array.from({ length: count }, (_, n) => [view.getUint16(at + 2 + n * 12, little), at + 2 + n * 12]));
}

function words(view, entry, little) {
  if (entry === undefined) return "";
  const length = Math.min(view.getUint32(entry + 4, little), 32);
  const from = length > 4 ? view.getUint32(entry + 8, little) : entry + 8;
  const text = Array.from({ length }, (_, n) => String.fromCharCode(view.getUint8(from + n))).join("");
  return text.replace(/[^0-9:+\- ].*$/s, "");
}

// The same picture, dot for dot, with no more than these facts.
export function cleaned(bytes, { orientation = 1, taken = "", offset = "" }) {
  const parts = [new Uint8Array([0xff, 0xd8])];
  let done = false;
  for (const [kind, start, end] of segments(bytes)) {
    const about = (kind >= 0xe0 && kind <= 0xef) || kind === 0xfe;
    if (!done && !KEEP.has(kind)) {
      parts.push(written(orientation, taken, offset));
      done = true;
    }
    if (!about || KEEP.has(kind) || isColours(bytes, kind, start)) parts.push(bytes.subarray(start, end));
  }
  parts.push(new Uint8Array([0xff, EOI]));
  return new Blob(parts, { type: "image/jpeg" });
}

function isColours(bytes, kind, start) {
  return kind === 0xe2 && String.fromCharCode(...bytes.subarray(start + 4, start + 15)) === "ICC_PROFILE";
}

// An Exif segment with the way up, the moment, and the moment's distance from UTC.
function written(orientation, taken, offset) {
  const more = [[TAKEN, taken], [OFFSET, offset]].filter(([, text]) => text).map(([tag, text]) => [tag, 2, `${text}\0`]);
  const main = [[ORIENTATION, 3, orientation], ...(more.length ? [[EXIF, 4, 0]] : [])];
  const second = 8 + 2 + main.length * 12 + 4;
  let free = second + 2 + more.length * 12 + 4;
  const view = new DataView(new ArrayBuffer(free + more.reduce((sum, [, , text]) => sum + (text.length > 4 ? text.length : 0), 0)));
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  const write = (at, [tag, type, value]) => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, type === 2 ? value.length : 1);
    if (type === 3) view.setUint16(at + 8, value);
    if (type === 4) view.setUint32(at + 8, second);
    if (type !== 2) return;
    view.setUint32(at + 8, free);
    for (const sign of value) view.setUint8(free++, sign.charCodeAt(0));
  };
  view.setUint16(8, main.length);
  main.forEach((entry, n) => write(10 + n * 12, entry));
  view.setUint16(second, more.length);
  more.forEach((entry, n) => write(second + 2 + n * 12, entry));
  const size = view.byteLength + NAME.length + 2;
  return new Uint8Array([0xff, APP1, size >> 8, size & 0xff, ...NAME, ...new Uint8Array(view.buffer)]);
}
