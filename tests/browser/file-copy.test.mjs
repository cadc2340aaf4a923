// A copy of the project in a file on the disk.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleIsOpen, banner, mark, projectFile, say, settingsSay, standIn } from "./disk.mjs";
import { launch, open, serve } from "./support.mjs";
import { put } from "./stored.mjs";

let server, browser;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function openSample(t, options = {}) {
  const page = await open(t, browser, server.origin, {
    address: "/#/sample", prepare: (page) => page.addInitScript(standIn), ...options,
  });
  await articleIsOpen(page);
  return page;
}

const onDisk = (page, name = "report.json") => page.evaluate((name) => window.onDisk(name), name);

async function bind(page) {
  await page.locator(".text").focus();
  await page.keyboard.press("Control+Shift+s");
  await page.waitForFunction(() => window.picked.length > 0);
}

/// Waits until the file holds the project as it is now.
async function isWritten(page, name) {
  await holds(page, await projectFile(page), name);
}

/// Waits until the file holds that; it cannot be read while it is being replaced.
async function holds(page, expected, name = "report.json") {
  const end = Date.now() + 30_000;
  let found;
  do {
    found = await page.evaluate((name) => window.onDisk(name).catch(() => null), name);
    if (found === expected) return;
  } while (Date.now() < end);
  assert.equal(found?.length, expected.length, "the length of the file");
  assert.fail("the file holds something else");
}

test("each change is in the file soon, also after a reload, and that counts as a copy", async (t) => {
  const page = await openSample(t);
  await bind(page);
  assert.match((await page.evaluate(() => window.picked))[0], /\.standpoint\.json$/);
  await isWritten(page);
  await settingsSay(page, /report\.json: all is in it, last written \d{4}-\d\d-\d\d \d\d:\d\d/);
  await mark(page);
  await isWritten(page);
  const changes = JSON.parse(await onDisk(page));
  assert.equal(changes.id, "sample");

  await page.reload();
  await articleIsOpen(page);
  await settingsSay(page, "report.json: all is in it");
  await mark(page, "2");
  await isWritten(page);
  await page.keyboard.press("Control+z");
  await isWritten(page);
  assert.equal(await banner(page).count(), 0);
  // As long as the log: the last copy is that of the last change.
  const copied = await page.evaluate(() => new Promise((done) => {
    const request = indexedDB.open("standpoint");
    request.onsuccess = () => {
      const store = request.result.transaction("settings").objectStore("settings");
      store.get("copied:sample").onsuccess = ({ target }) => { done(target.result); request.result.close(); };
    };
  }));
  assert.equal(copied, "4");
});

test("what is done last is written when the project is closed", async (t) => {
  const page = await openSample(t);
  await bind(page);
  await isWritten(page);
  await mark(page);
  const expected = await projectFile(page);
  await page.getByRole("button", { name: "Close the project" }).click();
  await holds(page, expected);
});

test("after a reload the browser wants to be asked again: a press goes on, and no is taken for an answer", async (t) => {
  const page = await openSample(t);
  await bind(page);
  await isWritten(page);
  await say(page, "known", "prompt");
  await page.reload();
  await articleIsOpen(page);
  await banner(page).getByText("report.json: paused").waitFor();
  const looksWrong = () => banner(page).evaluate((it) => it.classList.contains("is-error"));
  assert.ok(!await looksWrong());
  const before = await onDisk(page);
  await mark(page);
  await say(page, "asked", "denied");
  await banner(page).getByRole("button", { name: "Continue" }).press("Enter");
  await banner(page).getByText("does not allow it").waitFor();
  assert.ok(await looksWrong());
  assert.equal(await onDisk(page), before);
  await say(page, "asked", "granted");
  await banner(page).getByRole("button", { name: "Try again" }).press("Enter");
  await isWritten(page);
  await banner(page).waitFor({ state: "detached" });
});

test("a file that someone else has changed is compared and merged, not written over", async (t) => {
  const page = await openSample(t);
  await bind(page);
  await isWritten(page);
  // A colleague's change of the same project.
  const theirs = JSON.parse(await onDisk(page));
  theirs.name = "Theirs";
  theirs.revisions = { ...theirs.revisions, name: 99 };
  delete theirs.sha256;
  const changed = JSON.stringify(theirs);
  await page.evaluate((text) => window.toDisk("report.json", text), changed);
  await mark(page);
  await banner(page).getByText("Another program has changed the file").waitFor();
  assert.equal(await onDisk(page), changed);
  await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: /Another state of a project/ });
  await dialog.getByText("report.json has the project").waitFor();
  await page.keyboard.press("Escape");
  // Looked at, but not taken.
  await mark(page, "2");
  await banner(page).getByText("Another program has changed the file").waitFor();
  assert.equal(await onDisk(page), changed);
  await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
  await dialog.getByRole("button", { name: "Merge" }).press("Enter");
  await isWritten(page);
  await banner(page).waitFor({ state: "detached" });
  const merged = await onDisk(page);
  assert.match(merged, /"name": "Theirs"/);
  assert.ok(merged.length > changed.length);
});

test("a file that holds something else now is left alone, and another takes the copy", async (t) => {
  const page = await openSample(t);
  await bind(page);
  await isWritten(page);
  await page.evaluate(() => window.toDisk("report.json", "a shopping list"));
  await mark(page);
  await banner(page).getByRole("button", { name: "Compare and merge…" }).click();
  await page.getByRole("alert").getByText(/report\.json cannot be compared/).waitFor();
  await page.evaluate(() => { window.nextFile = "other.json"; });
  await banner(page).getByRole("button", { name: "Choose another file…" }).press("Enter");
  await isWritten(page, "other.json");
  assert.equal(await onDisk(page), "a shopping list");
  await settingsSay(page, "other.json: all is in it");
});

test("a file that is gone and a full disk are said, and the file is whole afterwards", async (t) => {
  const page = await openSample(t);
  await bind(page);
  await isWritten(page);
  const before = await onDisk(page);
  await say(page, "disk", "full");
  await mark(page);
  await banner(page).getByText("report.json: not written. The disk is full.").waitFor();
  assert.equal(await onDisk(page), before);
  await page.locator(".saving-state[data-state=saved]").waitFor();
  await say(page, "disk", "free");
  await banner(page).getByRole("button", { name: "Try again" }).press("Enter");
  await isWritten(page);
  await page.evaluate(() => window.offDisk("report.json"));
  await mark(page, "2");
  await banner(page).getByText("it was moved, renamed or deleted").waitFor();
  await banner(page).getByRole("button", { name: "Stop the copy" }).press("Enter");
  await banner(page).waitFor({ state: "detached" });
  await page.reload();
  await articleIsOpen(page);
  await mark(page, "3");
  await settingsSay(page, "written to that file as well");
});

test("a file that has more than the browser’s log is not written over", async (t) => {
  const page = await openSample(t);
  await bind(page);
  await mark(page);
  await isWritten(page);
  const more = await onDisk(page);
  // The browser has lost the last changes.
  const written = await page.evaluate(() => new Promise((done) => {
    const request = indexedDB.open("standpoint");
    request.onsuccess = () => {
      const store = request.result.transaction("settings").objectStore("settings");
      store.get("written:sample").onsuccess = ({ target }) => { done(target.result); request.result.close(); };
    };
  }));
  await put(page, "settings", "written:sample", written.replace(/^\d+/, "99"));
  await page.reload();
  await articleIsOpen(page);
  await banner(page).getByText("Another program has changed the file").waitFor();
  assert.equal(await onDisk(page), more);
});

test("a project in the picked file is not written over; a closed picker changes nothing", async (t) => {
  const page = await openSample(t);
  await page.evaluate(() => { window.nextFile = null; });
  await bind(page);
  await settingsSay(page, "written to that file as well");
  const other = `{"format":"standpoint-project","version":"1.0"}`;
  await page.evaluate((other) => { window.nextFile = "report.json"; return window.toDisk("report.json", other); }, other);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Keep a copy in a file…" }).click();
  await banner(page).getByText("Another program has changed the file").waitFor();
  assert.equal(await onDisk(page), other);
});

test("a browser without the interface says so", async (t) => {
  const page = await openSample(t, {
    prepare: (page) => page.addInitScript(() => { delete window.showSaveFilePicker; }),
  });
  await settingsSay(page, "This browser cannot write to a file by itself");
  await page.locator(".text").focus();
  await page.keyboard.press("Control+Shift+s");
  await page.getByRole("alert").getByText(/cannot write to a file by itself/).waitFor();
});
