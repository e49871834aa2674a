// Asks the server in the name of the phone: the answer is a fact, and nobody looks at it (lvzhi/web/offline/answers.py).
export const HEADER = "X-Lvzhi-Queued";
export const NEXT = "X-Lvzhi-Next";
export const BEFORE = "X-Lvzhi-Before";
const PATIENCE = 15000;
const SLOWEST = 8; // bytes in a millisecond that a network gives at least, or it is none

export function ask(address, { waited = 0, ...more } = {}, bytes = 0) {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), PATIENCE + bytes / SLOWEST);
  const headers = { [HEADER]: String(Math.round(waited / 1000)) };
  const asked = { redirect: "manual", credentials: "same-origin", cache: "no-store", signal: given.signal, headers };
  return fetch(address, { ...asked, ...more }).finally(() => clearTimeout(timer));
}
