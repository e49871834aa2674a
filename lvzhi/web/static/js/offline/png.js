// A PNG without words and places beside the picture: a screenshot may hold them in chunks of text.
const SIGN = [0x89, 0x50, 0x4e, 0x47];
const LEFT_OUT = new Set(["eXIf", "iTXt", "tEXt", "zTXt"]);

export function isPng(bytes) {
  return SIGN.every((sign, n) => bytes[n] === sign);
}

export function cleaned(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!LEFT_OUT.has(kind)) parts.push(bytes.subarray(at, Math.min(end, bytes.length)));
    at = end;
  }
  return new Blob(parts, { type: "image/png" });
}
