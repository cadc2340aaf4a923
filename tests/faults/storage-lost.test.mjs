// Storage that is full, goes away under the page, or was never there: nothing is called saved that is not,
// and a file has all.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inEmptyFolder } from "../browser/analyst.mjs";
import { drop } from "../browser/support.mjs";
import { fill, handedOut, isOpen, isSaved, look, make, marksAre } from "./hand.mjs";
import { beginning, marksIn, words } from "./notebook.mjs";
import { row } from "./row.mjs";

const banner = (page) => page.getByRole("alert").filter({ hasText: "Not saved:" });

async function work(page, notebook, chance, edits) {
  for (let edit = 0; edit < edits; edit += 1) {
    await make(page, notebook, notebook.choose(chance));
    await marksAre(page, notebook.model.marks.size);
  }
}

/** The banner is there, and its file opens elsewhere with all of the work. */
async function isKeptInAFile(stage, page, notebook) {
  const file = await handedOut(page, () => banner(page).getByRole("button", { name: "Save to a file now" }).click());
  assert.deepEqual(marksIn(JSON.parse(file)), sorted(notebook.model.marks));
  assert.deepEqual(await stage.opened(file, "kept.standpoint.json"), sorted(notebook.model.marks));
}

const sorted = (marks) => new Map([...marks].sort());

row("quota reached", 50, (sitting, stage) => sitting.each((run, chance) => stage.fresh(async (page, notebook, states) => {
  // From the first, as Chromium goes on for half a minute with the room that it has once found.
  const session = await page.context().newCDPSession(page);
  const quotaSize = chance.between(300, 600) * 1024;
  await session.send("Storage.overrideQuotaForOrigin", { origin: stage.origin, quotaSize });
  await fill(page, stage.origin);
  await look(page, stage.origin, notebook);
  await work(page, notebook, chance, chance.between(2, 6));
  let written = 0;
  while (!states.some(({ state }) => state === "failed")) {
    assert.ok(written < 2 * quotaSize, "the quota is never reached");
    const isLong = notebook.model.marks.size > 0 && chance.onceIn(2);
    const marked = words.filter((word) => notebook.model.isMarked(word));
    const edit = isLong
      ? { do: "note", word: chance.of(marked), note: chance.letters(chance.between(20, 60) * 1024) }
      : notebook.choose(chance);
    written += edit.note?.length ?? 0;
    await make(page, notebook, edit);
    await page.locator(".saving-state:not([data-state=saving])").waitFor();
  }
  const failed = states.find(({ state }) => state === "failed");
  sitting.tally.note("error shown after, ms", failed.since);
  const stored = notebook.saved;
  await work(page, notebook, chance, 2);
  assert.equal(notebook.saved, stored, "something was called saved on a full disk");
  await isKeptInAFile(stage, page, notebook);

  // The program fails now: the rescue page has what was saved and what was not.
  await page.evaluate(() => {
    dispatchEvent(new CustomEvent("standpoint-panic", { detail: { message: "a fault", location: "of the suite" } }));
  });
  await page.getByRole("heading", { name: "Standpoint has stopped" }).waitFor();
  const rescued = await handedOut(page, () => page.getByRole("button", { name: "Save a rescue file" }).click());
  assert.deepEqual(await stage.opened(rescued, "rescue.json"), sorted(notebook.model.marks));
  await session.send("Storage.overrideQuotaForOrigin", { origin: stage.origin });
  await stage.leave(page);
  sitting.tally.add(await look(page, stage.origin, notebook), run);
  sitting.tally.acknowledged += notebook.acknowledged;
  // What the browser keeps of the program is no part of the log's room.
}, { serviceWorkers: "block" })));

row("storage cleared under a live page", 20, (sitting, stage) => sitting.each((run, chance) => stage.fresh(async (page, notebook, states) => {
  await fill(page, stage.origin);
  await look(page, stage.origin, notebook);
  await work(page, notebook, chance, chance.between(2, 8));
  if (chance.onceIn(2)) await isSaved(page);
  let began;
  if (chance.onceIn(2)) {
    const session = await page.context().newCDPSession(page);
    began = performance.now();
    await session.send("Storage.clearDataForOrigin", { origin: stage.origin, storageTypes: "all" });
  } else {
    const other = await page.context().newPage();
    await stage.leave(other);
    began = performance.now();
    await other.evaluate(() => new Promise((done) => { indexedDB.deleteDatabase("standpoint").onsuccess = done; }));
  }
  await banner(page).waitFor();
  sitting.tally.note("banner after, ms", performance.now() - began);
  await page.bringToFront();
  const before = notebook.saved;
  states.length = 0;
  await work(page, notebook, chance, 3);
  assert.ok(!states.some(({ state }) => state === "saved"), "“Saved” was shown without storage");
  await isKeptInAFile(stage, page, notebook);
  sitting.tally.acknowledged += before;
})));

const MISSING = [
  () => Object.defineProperty(globalThis, "indexedDB", { value: undefined }),
  () => { IDBFactory.prototype.open = () => { throw new DOMException("It is not allowed.", "SecurityError"); }; },
  () => {
    // A version below the stored one: the request fails as it does for a newer program's storage.
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name) { open.call(this, name, 9); return open.call(this, name, 1); };
  },
];

row("IndexedDB missing or throwing", 20, (sitting, stage) => sitting.each((run, chance) => stage.fresh(async (page, notebook, states) => {
  await page.addInitScript(MISSING[run % MISSING.length]);
  await page.goto(stage.origin);
  await page.getByRole("alert").filter({ hasText: "Work goes on in memory only" }).waitFor();
  await worksInMemory(stage, page, notebook, states, chance);
})));

row("upgrade blocked by an older tab", 20, (sitting, stage) => sitting.each((run, chance) => stage.fresh(async (page, notebook, states) => {
  const older = await page.context().newPage();
  await stage.leave(older);
  await older.evaluate(() => new Promise((done) => {
    const request = indexedDB.open("standpoint", 1);
    request.onupgradeneeded = () => {
      for (const name of ["projects", "log", "settings"]) request.result.createObjectStore(name);
    };
    request.onsuccess = () => { globalThis.held = request.result; done(); };
  }));
  await page.bringToFront();
  await page.goto(stage.origin);
  await page.getByRole("alert").filter({ hasText: "older version of Standpoint is open" }).waitFor();
  await worksInMemory(stage, page, notebook, states, chance);
})));

/** Opens the project from a file where nothing can be stored, and works on it. */
async function worksInMemory(stage, page, notebook, states, chance) {
  await inEmptyFolder(async (folder) => {
    const path = join(folder, "project.json");
    await writeFile(path, JSON.stringify(beginning()));
    await drop(page, path);
    await isOpen(page);
  });
  await banner(page).waitFor();
  await work(page, notebook, chance, chance.between(3, 8));
  assert.ok(!states.some(({ state }) => state === "saved"), "“Saved” was shown without storage");
  await isKeptInAFile(stage, page, notebook);
}
