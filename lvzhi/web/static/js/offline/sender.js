// Sends what waits, one after another in the order in which it was written. For pages and the service worker.
import { BEFORE, NEXT, ask } from "./asking.js";
import { all, drop, fact, get, note, put } from "./store.js";

const READY = "/offline/ready/";
const TOKEN = "csrfmiddlewaretoken";
const HOUR = 3600 * 1000;
const LOCK_PATIENCE = 30000;

export const LOCK = "lvzhi:queue";
export const lockOf = (once) => `lvzhi:entry:${once}`;
export const waits = (item) => item.state === "waiting" || item.state === "sending";

// What became of asking: the network is away, nobody is signed in, somebody else is, or all is well.
export async function learn() {
  let answer;
  try {
    answer = await ask(READY);
  } catch {
    return { state: "away" };
  }
  if (answer.status >= 500 || answer.status === 429) return { state: "away" };
  if (answer.status !== 200) return { state: "signin" };
  const said = await answer.json();
  return { state: said.staff === (await fact("staff")) ? "ready" : "other", ...said };
}

// `mine` is the entry of the form on this page, which this page itself holds.
export async function sendAll(mine = "") {
  if (!navigator.locks) return run(mine);
  const given = AbortSignal.timeout ? { signal: AbortSignal.timeout(LOCK_PATIENCE) } : {};
  try {
    return await navigator.locks.request(LOCK, given, () => run(mine));
  } catch {
    return { state: "away", answers: {} };
  }
}

async function run(mine) {
  await expire();
  const items = (await all("queue")).filter(waits).sort((one, other) => one.pressedAt - other.pressedAt);
  const answers = {};
  if (!items.length) return { state: "empty", answers };
  const said = await learn();
  if (said.state !== "ready") return { state: said.state, answers };
  for (const item of items.filter((one) => one.staff === said.staff)) {
    const outcome = await held(item.once, mine, () => sendOne(item.once, said.token));
    answers[item.once] = outcome;
    if (outcome.state === "away" || outcome.state === "signin") return { state: outcome.state, answers };
  }
  return { state: "done", answers };
}

// An entry that is open for a change in some tab is not sent under the person's hands.
function held(once, mine, send) {
  if (once === mine || !navigator.locks) return send();
  return navigator.locks.request(lockOf(once), { ifAvailable: true }, (lock) => (lock ? send() : { state: "open" }));
}

async function sendOne(once, token) {
  const item = await get("queue", once);
  if (!item || !waits(item)) return { state: "gone" };
  await put("queue", { ...item, state: "sending", tried: true });
  const body = new FormData();
  let bytes = 0;
  for (const [name, value, file] of item.entries) {
    if (file) body.append(name, value, file);
    else body.append(name, name === TOKEN ? token : value);
    bytes += value.size ?? 0;
  }
  let answer;
  try {
    answer = await ask(item.action, { method: "POST", body, waited: Date.now() - item.pressedAt }, bytes);
  } catch {
    answer = { status: 0 };
  }
  return arrived(item, answer);
}

async function arrived(item, answer) {
  if (!(await get("queue", item.once))) return { state: "gone" }; // removed meanwhile, by signing out perhaps
  const { status } = answer;
  if (status === 204) {
    const next = answer.headers.get(NEXT);
    // It was changed after it had been sent, and only the answer to that was lost: the change has not arrived.
    const state = item.changed && answer.headers.get(BEFORE) ? "earlier" : "sent";
    await put("queue", { ...bare(item), state, sentAt: Date.now(), next });
    await note("sent_at", Date.now());
    return { state, next };
  }
  if (status === 0 || status >= 500 || status === 429 || status === 401) {
    await put("queue", { ...item, state: "waiting", tried: true });
    return { state: status === 401 ? "signin" : "away" };
  }
  const page = [200, 422].includes(status) ? await answer.text() : "";
  await put("queue", { ...item, state: "refused", status, answer: page });
  return { state: "refused", status, answer: page };
}

// What is over keeps its name for the list, and nothing that was typed.
function bare({ once, staff, label, gist, page, pressedAt }) {
  return { once, staff, label, gist, page, pressedAt };
}

// What was not sent in time loses its words; what is over stays in the list for a while.
async function expire() {
  const unsent = (await fact("unsent_hours")) ?? 168;
  const over = (await fact("page_hours")) ?? 12;
  for (const item of await all("queue")) {
    const hours = (Date.now() - (item.sentAt ?? item.pressedAt)) / HOUR;
    if (item.entries && hours > unsent) await put("queue", { ...bare(item), gist: "", state: "expired", sentAt: Date.now() });
    if (!item.entries && hours > over) await drop("queue", item.once);
  }
}
