// The service worker: style and scripts from this phone; a page from the server, and only without one what was kept of it.
import * as pages from "./pages.js";
import { sendAll } from "./sender.js";
import { wipe } from "./store.js";

const SHELL = "lvzhi:shell:";
const PATIENCE = 8000; // milliseconds; a network that takes longer for a page of which there is a copy is none
const SIGN_OUT = "/account/logout/";

export function serve(said) {
  const name = SHELL + said.version;

  self.addEventListener("install", (event) => {
    const filled = caches.open(name).then((cache) => cache.addAll([...said.shell, said.lost]));
    event.waitUntil(filled.then(() => self.skipWaiting()));
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil(Promise.all([forgetOthers(name), self.registration.navigationPreload?.enable(), self.clients.claim()]));
  });

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    if (request.method === "POST" && url.pathname === SIGN_OUT) event.waitUntil(Promise.all([wipe(), pages.wipe()]));
    if (request.method !== "GET") return;
    if (request.mode === "navigate") event.respondWith(navigate(event, said));
    else if (said.shell.length && url.pathname.startsWith(said.static)) event.respondWith(fixed(name, request));
  });

  self.addEventListener("sync", (event) => event.waitUntil(sendLater()));
}

// What could not be sent is tried again by the browser when it sees fit.
async function sendLater() {
  const { state } = await sendAll();
  if (state === "away") throw new Error("no network");
}

async function forgetOthers(name) {
  const old = (await caches.keys()).filter((one) => one.startsWith(SHELL) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
}

// The address of a file changes with its content, so a copy is never stale.
async function fixed(name, request) {
  const cache = await caches.open(name);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.status === 200) await cache.put(request, answer.clone());
  return answer;
}

async function navigate(event, said) {
  const network = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  network.catch(() => {});
  const slow = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => pages.find(event.request.url));
  try {
    return (await Promise.race([network, slow.catch(() => undefined)])) ?? (await network);
  } catch {
    return without(event.request.url, said);
  }
}

async function without(address, said) {
  const found = (await pages.find(address).catch(() => undefined)) ?? (await pages.find(said.queue).catch(() => undefined));
  return found ?? (await caches.match(said.lost)) ?? Response.error();
}
