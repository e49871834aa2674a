// What this phone keeps (IndexedDB): entries that wait, photos of drafts, and whose they are. For pages and the service worker.
const NAME = "lvzhi";
const STORES = { queue: "once", photos: "key", facts: "key" };
const told = "BroadcastChannel" in globalThis ? new BroadcastChannel("lvzhi:offline") : null;
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(store, { keyPath });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within(store, mode, act) {
  const transaction = (await open()).transaction(store, mode);
  const asked = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const ready = () => open().then(() => true, () => false);
export const get = (store, key) => within(store, "readonly", (one) => one.get(key));
export const all = (store) => within(store, "readonly", (one) => one.getAll());

export async function put(store, value) {
  await within(store, "readwrite", (one) => one.put(value));
  if (store === "queue") changed();
}

export async function drop(store, key) {
  await within(store, "readwrite", (one) => one.delete(key));
  if (store === "queue") changed();
}

export async function wipe() {
  for (const store of Object.keys(STORES)) await within(store, "readwrite", (one) => one.clear());
  changed();
}

export async function fact(key) {
  return (await get("facts", key))?.value;
}

export function note(key, value) {
  return put("facts", { key, value });
}

// Other tabs and the service worker hear of it by the channel, this page by an event.
function changed() {
  told?.postMessage("queue");
  globalThis.document?.dispatchEvent(new CustomEvent("lvzhi:queue"));
}

export function listen(hear) {
  told?.addEventListener("message", hear);
  document.addEventListener("lvzhi:queue", hear);
}
