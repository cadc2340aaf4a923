// Takes over the page when the program has failed: says so and hands out the work as files.
//
// A plain script, loaded before the module, that needs nothing of it. What it reads is described
// in src/browser/rescue.rs and src/browser/idb.rs. Everything reaches the page as text nodes.
"use strict";

(() => {
  const DATABASE = "standpoint";
  const LOG = "log";
  const PROJECTS = "projects";
  const SNAPSHOTS = "snapshots";
  const PATIENCE_MS = 10_000;
  const root = document.documentElement;
  let shown = false;
  let handedOut = false;

  const hasStarted = () => "started" in root.dataset || "ready" in root.dataset;

  // What has failed is known from one of four signs.

  window.addEventListener("standpoint-panic", (event) => {
    const { message = "", location = "" } = event.detail ?? {};
    show("stopped", [message, location].filter(Boolean).join("\n"));
  });

  // Capturing, because the error of a script element does not bubble.
  window.addEventListener("error", (event) => {
    if (event.target === window) failed(event.error);
    else if (event.target instanceof HTMLScriptElement && !hasStarted()) {
      show("unloaded", event.target.src || "a part of the program");
    }
  }, true);

  window.addEventListener("unhandledrejection", (event) => failed(event.reason));

  function failed(error) {
    if (isOfTheProgram(error)) show("stopped", String(error));
    else if (error && !hasStarted()) show("unloaded", String(error));
  }

  function isOfTheProgram(error) {
    if (typeof WebAssembly === "undefined") return false;
    if (error instanceof WebAssembly.RuntimeError) return true;
    // A stack overflow within WebAssembly is a RangeError in Chromium and Safari, and an
    // InternalError in Firefox.
    const overflow = error instanceof RangeError || error?.name === "InternalError";
    return overflow && String(error.stack).includes("wasm");
  }

  // What was not saved is on this page only, until its file has been handed out.
  window.addEventListener("beforeunload", (event) => {
    if (!shown) return;
    event.stopImmediatePropagation();
    if (!handedOut && pendingRecords().length > 0) event.preventDefault();
  }, true);

  // The program's own listeners must not act on a state that may be broken.
  for (const kind of ["keydown", "keyup", "paste", "drop", "hashchange", "popstate"]) {
    window.addEventListener(kind, (event) => {
      if (shown) event.stopImmediatePropagation();
    }, true);
  }

  // The page.

  function show(kind, details) {
    if (shown) return;
    shown = true;
    if (document.body) draw(kind, details);
    else document.addEventListener("DOMContentLoaded", () => draw(kind, details));
  }

  function draw(kind, details) {
    const heading = kind === "stopped" ? "Standpoint has stopped" : "Standpoint could not start";
    const happened = kind === "stopped"
      ? "An error in the program, not in your work, made it impossible to go on."
      : "The program could not be loaded. The network may be down, or the browser may be too old "
        + "to run WebAssembly.";
    const title = element("h1", { id: "rescue-heading", tabIndex: -1 }, heading);
    const status = element("p", { className: "rescue-status", role: "status" });
    const save = element("button", { type: "button", className: "rescue-save" },
      "Save a rescue file");
    const reload = element("button", { type: "button" }, "Reload");
    save.addEventListener("click", () => saveAll(save, status));
    reload.addEventListener("click", () => location.reload());

    document.title = heading;
    document.body.replaceChildren(element("main", { className: "rescue" },
      element("div", { role: "alert" },
        title,
        element("p", {}, happened),
        element("p", {}, "Everything that the page called saved is still stored in this browser. "
          + "Save a rescue file first; it also holds what was not saved yet, and Standpoint can "
          + "open it. Then reload the page.")),
      element("p", { className: "rescue-actions" }, save, reload),
      status,
      element("details", {},
        element("summary", {}, "What the program said"),
        element("pre", {}, details || "nothing"))));
    title.focus();
  }

  function element(name, properties, ...children) {
    const made = document.createElement(name);
    const { role, ...rest } = properties;
    if (role) made.setAttribute("role", role);
    Object.assign(made, rest);
    made.append(...children);
    return made;
  }

  // The files.

  async function saveAll(button, status) {
    button.disabled = true;
    status.textContent = "Reading the stored work …";
    let unread = null;
    let stored = { logs: new Map(), snapshots: new Map() };
    try {
      stored = await readLogs(root.dataset.project);
    } catch (error) {
      unread = error;
    }
    const projects = withPending(stored.logs, root.dataset.project);
    for (const [project, records] of projects) {
      download(project, records, stored.snapshots.get(project));
    }
    handedOut = true;
    status.textContent = report(projects, unread);
    button.disabled = false;
  }

  function report(projects, unread) {
    const records = [...projects.values()].reduce((sum, log) => sum + log.size, 0);
    const files = projects.size === 1 ? "1 rescue file" : `${projects.size} rescue files`;
    const made = projects.size === 0
      ? "There is no work to save in this browser."
      : `${files} made, ${records === 1 ? "1 record" : `${records} records`} in all.`;
    if (!unread) return made;
    return `The stored work could not be read (${unread.message ?? unread}); it is not in the `
      + `file. ${projects.size ? `What was not saved yet is: ${made}` : ""}`;
  }

  // Each project's records by sequence number; a stored record stands before one that waits.
  function withPending(stored, only) {
    for (const { project, seq, record } of pendingRecords()) {
      if (only !== undefined && project !== only) continue;
      if (!stored.has(project)) stored.set(project, new Map());
      const log = stored.get(project);
      if (!log.has(seq)) log.set(seq, record);
    }
    return stored;
  }

  function pendingRecords() {
    return Array.isArray(window.standpointPending) ? window.standpointPending : [];
  }

  // The log is whole, so it is enough; a snapshot helps where a record of it is damaged.
  function download(project, log, snapshots) {
    const inOrder = [...log.entries()].sort(([a], [b]) => a - b);
    const records = inOrder.map(([, record]) => record);
    const file = { format: "standpoint-rescue", version: 1, project, records, snapshots };
    const blob = new Blob([JSON.stringify(file)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `standpoint-rescue-${project.replace(/[^\w.-]/g, "_").slice(0, 100)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 120_000);
  }

  // The database.

  async function readLogs(only) {
    const database = await openDatabase();
    if (!database) return { logs: new Map(), snapshots: new Map() };
    try {
      // One transaction, so that all is of one moment. Version 1 had no snapshots.
      const stores = [PROJECTS, LOG, SNAPSHOTS].filter((name) => database.objectStoreNames.contains(name));
      const transaction = database.transaction(stores, "readonly");
      const kept = stores.includes(SNAPSHOTS) ? transaction.objectStore(SNAPSHOTS) : null;
      const log = transaction.objectStore(LOG);
      const range = only === undefined ? null : IDBKeyRange.bound([only, 0], [only, []]);
      const [ids, keys, values, places, states] = await Promise.all([
        settled(transaction.objectStore(PROJECTS).getAllKeys(only ?? null)),
        settled(log.getAllKeys(range)),
        settled(log.getAll(range)),
        kept ? settled(kept.getAllKeys(range)) : [],
        kept ? settled(kept.getAll(range)) : [],
      ]);
      const logs = new Map(ids.map((id) => [id, new Map()]));
      keys.forEach(([project, seq], index) => {
        if (!logs.has(project)) logs.set(project, new Map());
        logs.get(project).set(seq, textOf(values[index]));
      });
      const snapshots = new Map();
      places.forEach(([project], index) => {
        if (!snapshots.has(project)) snapshots.set(project, []);
        snapshots.get(project).push(textOf(states[index]));
      });
      return { logs, snapshots };
    } finally {
      database.close();
    }
  }

  // Null if there is no database; opening must not make one, which would lack its stores.
  function openDatabase() {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("the browser's storage does not answer")), PATIENCE_MS);
      const request = indexedDB.open(DATABASE);
      let missing = false;
      request.onupgradeneeded = () => {
        missing = true;
        request.transaction.abort();
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => (missing ? resolve(null) : reject(request.error));
    });
  }

  function settled(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function textOf(value) {
    if (typeof value === "string") return value;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(value);
  }
})();
