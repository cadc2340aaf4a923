// Fetches the rest of the program: what is not needed until an article can be marked.
//
// `cargo xtask build` splits the page's module in two (xtask/src/split) and adds this to the script
// that wasm-bindgen writes for it, where `wasm` are the exports of the first part. That part calls
// `loadRest` when it comes to something that is not here yet.

const REST = new URL("./rest.wasm", import.meta.url);
const AGAIN_AFTER_MS = 5_000;
// Memory, tables and globals by their names; functions by their places in the table `t`.
const parts = new Proxy({}, {
  get: (_, name) => name in wasm ? wasm[name] : wasm.t.get(Number(name.slice(1))),
});

// A service worker answers no request that the page stands still for, so what it has kept is fetched
// before the program begins; it does not come over a line.
const kept = navigator.serviceWorker?.controller ? await fetchKept() : undefined;

async function fetchKept() {
  try {
    const response = await fetch(REST);
    return response.ok ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}

// The styles of what the rest draws.
function fetchStyles() {
  for (const link of document.querySelectorAll("link[rel=later]")) link.rel = "stylesheet";
}

// The program draws what it has left out so far (src/browser/rest.rs).
function sayThatAllIsHere() {
  delete document.documentElement.dataset.rest;
  dispatchEvent(new Event("rest"));
}

function isAllHere() {
  return !("rest" in document.documentElement.dataset);
}

// While the program waits. To fetch twice, or to join the rest twice, does no harm.
function loadRest() {
  fetchStyles();
  new WebAssembly.Instance(new WebAssembly.Module(kept ?? fetchAtOnce()), { parts });
  sayThatAllIsHere();
}

function fetchAtOnce() {
  const request = new XMLHttpRequest();
  request.open("GET", REST, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`A part of the program is not there: ${REST}`);
  return Uint8Array.from(request.responseText, (sign) => sign.charCodeAt(0));
}

// While it goes on.
async function fetchRest() {
  fetchStyles();
  try {
    const module = await (kept ? WebAssembly.compile(kept) : compileRest());
    // The first part may still be on its way.
    while (wasm === undefined) await new Promise((later) => setTimeout(later, 10));
    if (isAllHere()) return;
    await WebAssembly.instantiate(module, { parts });
    sayThatAllIsHere();
  } catch {
    setTimeout(fetchRest, AGAIN_AFTER_MS);
  }
}

async function compileRest() {
  const response = await fetch(REST);
  if (!response.ok) throw new Error(response.statusText);
  // Compiled while it comes, where the host says what it is.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

// The sample, and a project by its address, need nothing of it until an article can be marked: on a slow
// line the two would share it. What else an address may name needs it at once, and the program says what
// it waits for (src/browser/rest.rs).
function fetchRestInTime() {
  const root = document.documentElement;
  const isDue = () => root.dataset.ready || root.dataset.rest === "wanted" || location.hash.startsWith("#/project/");
  if (isDue()) return fetchRest();
  const observer = new MutationObserver(() => {
    if (!isDue() && !isAllHere()) return;
    observer.disconnect();
    if (!isAllHere()) fetchRest();
  });
  observer.observe(root, { attributeFilter: ["data-ready", "data-rest"] });
}

fetchRestInTime();
