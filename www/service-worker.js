// Keeps the program and the sample in the browser, so that the page opens without a network.
//
// `cargo xtask build` writes the version and the files into it (xtask/src/offline.rs). A version is
// kept as a whole, each file checked by its hash, or not at all. It is used once the analyst asks for
// it, or no page of another version is open. A development build names no version: its worker takes
// away what an earlier build has kept under the same address, and goes.
"use strict";

const VERSION = "";
// By their addresses below this folder, with the SHA-256 of each in hexadecimal.
const FILES = {};

const home = new URL("./", location.href);
// Also how a page says which version it is: by a lock of that name (src/browser/offline.rs).
const ours = `standpoint ${home.pathname} `;
const cacheName = ours + VERSION;
const files = new Map(Object.entries(FILES).map(([name, hash]) => [new URL(name, home).href, hash]));
// What the build names by its content, and a page of another version may still ask for.
const hashed = /-[0-9a-f]{12,16}(_\w+)?\.(js|wasm|css)$/;

addEventListener("install", (event) => event.waitUntil(VERSION ? keep() : skipWaiting()));

addEventListener("activate", (event) => event.waitUntil(VERSION ? clients.claim() : leave()));

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data === "tidy") event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!VERSION || request.method !== "GET" || !url.href.startsWith(home.href)) return;
  const isPage = [home.pathname, `${home.pathname}index.html`].includes(url.pathname);
  if (request.mode === "navigate" && isPage) return event.respondWith(own(home.href, request));
  if (files.has(url.href)) return event.respondWith(own(url.href, request));
  if (hashed.test(url.href)) event.respondWith(anyVersions(url.href, request));
});

// A browser that has thrown the kept files away leaves the network.
async function own(address, request) {
  const cache = await caches.open(cacheName);
  return await cache.match(address) ?? fetch(request);
}

async function anyVersions(address, request) {
  return await kept(address) ?? fetch(request);
}

async function kept(address) {
  for (const name of await ourCaches()) {
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(ours));
}

async function keep() {
  try {
    const cache = await caches.open(cacheName);
    for (const [address, hash] of files) await cache.put(address, await found(address, hash));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

// The file as the build made it: from an earlier version, from what the page has just fetched, or
// from the host. A host in the middle of an update may have the list already and not yet the file.
async function found(address, hash) {
  const answer = await checked(kept(address), hash)
    ?? await checked(fetch(address), hash)
    ?? await checked(fetch(address, { cache: "reload" }), hash);
  if (!answer) throw new Error(`${address} is not as the build made it`);
  return answer;
}

async function checked(asked, hash) {
  const answer = await asked;
  if (!answer?.ok) return undefined;
  const bytes = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== hash) return undefined;
  // Anew, because a browser opens no page from an answer that was redirected. The bytes are no longer
  // as they came over the line.
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(bytes, { headers });
}

// Deletes the versions that no page is of. A page that has not said its version may be of any.
async function tidy() {
  if (registration.installing || registration.waiting) return;
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const { held = [] } = await navigator.locks.query();
  const said = held.map(({ name }) => name).filter((name) => name.startsWith(ours));
  if (said.length < open.filter(({ url }) => url.startsWith(home.href)).length) return;
  for (const name of await ourCaches()) {
    if (name !== cacheName && !said.includes(name)) await caches.delete(name);
  }
}

async function leave() {
  for (const name of await ourCaches()) await caches.delete(name);
  await registration.unregister();
}
