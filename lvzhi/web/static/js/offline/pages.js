// Pages that open without a network (Cache Storage), for one person and some hours. Used by pages and the service worker.
import { ask } from "./asking.js";
import { fact } from "./store.js";

const PREFIX = "lvzhi:pages:";
const FONT = '14px "Noto Sans SC Variable"';
const MOST = 60;
const KEPT_AT = "X-Lvzhi-Kept-At";
const HOUR = 3600 * 1000;
let stopped = false;

const cacheOf = (staff) => caches.open(PREFIX + staff);

function age(answer) {
  return Date.now() - Number(answer.headers.get(KEPT_AT));
}

// A page says of itself when it was kept; nothing that was meant for one look is in it, because a phone had asked for it.
// False when nobody is signed in any more, so that there is no use in asking on.
export async function keep(staff, address) {
  const answer = await ask(address);
  if (answer.status === 401) return false;
  if (answer.status !== 200 || !answer.headers.get("Content-Type")?.startsWith("text/html")) return true;
  const at = Date.now();
  const text = (await answer.text()).replace("<body", `<body data-kept="${at}"`);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set(KEPT_AT, String(at));
  if (stopped) return true;
  // The slices of the font that its words need are fetched now, and so are on this phone.
  document.fonts?.load(FONT, text.replace(/[\x00-\x7f]+/g, "")).catch(() => {});
  await (await cacheOf(staff)).put(address, new Response(text, { headers }));
  return true;
}

export async function isFresh(staff, address, most) {
  const found = await (await cacheOf(staff)).match(address);
  return Boolean(found) && age(found) < most;
}

// Without a network: this very page. Another one of the same form may be about another customer.
export async function find(address) {
  const staff = await fact("staff");
  if (!staff) return undefined;
  const found = await (await cacheOf(staff)).match(address);
  const hours = (await fact("page_hours")) ?? 0;
  return found && age(found) < hours * HOUR ? found : undefined;
}

export async function forgetOld(staff, hours) {
  const cache = await cacheOf(staff);
  const kept = await cache.keys();
  const dated = await Promise.all(kept.map(async (one) => [one, age(await cache.match(one))]));
  dated.sort((one, other) => one[1] - other[1]);
  await Promise.all(dated.filter(([, old], place) => old >= hours * HOUR || place >= MOST).map(([one]) => cache.delete(one)));
}

// Somebody signs out: what is still on its way is not kept any more.
export function stop() {
  stopped = true;
}

export async function wipe() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
}
