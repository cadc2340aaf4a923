// A long log opens from a snapshot, whatever is damaged, and its history stays whole.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { launch, open, saved, serve } from "./support.mjs";
import { damaged, logOf, put, rename, store, stored } from "./stored.mjs";

const file = fileURLToPath(new URL("../golden/project-1.0.json", import.meta.url));
const EDITS = 1_500;

let server, browser, log;

before(async () => {
  server = await serve({ "/empty.html": "<!doctype html><title>Empty</title><link rel=icon href=data:,>" });
  browser = await launch();
  log = await logOf(file, EDITS);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const name = (page) => page.locator(".header-project").textContent();
const projectFile = (page) => saved(page, () => page.keyboard.press("Control+s")).then(({ text }) => text);

/// A page with that log in its database, and its project open.
async function openLog(t, log, version) {
  const page = await open(t, browser, server.origin, { address: "/empty.html", waits: false });
  await store(page, log, version);
  await openProject(page, log);
  return page;
}

async function openProject(page, { id }) {
  await page.goto(`${server.origin}/#/project/${id}`);
  await page.reload();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
}

async function snapshotTaken(page, count = 1) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { snapshots } = await stored(page);
    if (snapshots.length >= count) return snapshots;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error("no snapshot");
}

test("a database of version 1 opens, gets its snapshot in idle time, and opens from it to the same", async (t) => {
  const page = await openLog(t, log, 1);
  assert.equal(await name(page), `Name ${EDITS}`);
  const before = await projectFile(page);
  const [[[id, seq]]] = await snapshotTaken(page);
  assert.deepEqual([id, seq], [log.id, EDITS + 1]);
  const first = await stored(page);
  assert.equal(first.version, 2);
  assert.deepEqual(first.log.map(([, value]) => value), log.records);

  await openProject(page, log);
  assert.equal(await projectFile(page), before);
  await page.locator(".saving-state[data-state=saved]").waitFor();
  // Opening changes nothing, once the stores are there.
  assert.deepEqual((await stored(page)).log, first.log);
  assert.deepEqual((await stored(page)).snapshots, first.snapshots);
});

test("undo goes on behind a snapshot, and the history panel lists and reaches every step", async (t) => {
  const page = await openLog(t, log);
  await snapshotTaken(page);
  await openProject(page, log);
  await page.locator(".text").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await name(page), `Name ${EDITS - 1}`);

  await page.keyboard.press("Shift+H");
  const panel = page.getByRole("dialog", { name: "History" });
  const first = panel.getByRole("option").first();
  await panel.getByText(/^Reading/).waitFor({ state: "detached" });
  await panel.getByRole("combobox").press("Control+Home");
  await panel.getByRole("option", { name: "The beginning" }).waitFor();
  assert.equal(await first.getAttribute("aria-setsize"), String(EDITS + 1));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".header-project", { hasText: /^Name 1$/ }).waitFor();
  await panel.getByRole("combobox").fill("Name 77”");
  await panel.getByRole("option", { name: "Name the project “Name 77”" }).click();
  await page.locator(".header-project", { hasText: /^Name 77$/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".saving-state[data-state=saved]").waitFor();

  // The records behind the snapshot undo more than it has: the log is read from its beginning.
  await openProject(page, log);
  assert.equal(await name(page), "Name 77");
  await page.locator(".text").focus();
  await page.keyboard.press("Control+Shift+z");
  await page.locator(".header-project", { hasText: /^Name 78$/ }).waitFor();
});

test("a damaged snapshot is reported, and the log stands in for it; a sound one stands in for a damaged record", async (t) => {
  const page = await openLog(t, log);
  const [[key, value]] = await snapshotTaken(page);
  await put(page, "snapshots", key, damaged(value));
  await openProject(page, log);
  assert.equal(await name(page), `Name ${EDITS}`);
  const report = page.getByRole("dialog");
  await report.getByText(/expected the checksum .*the log before it was read instead/).waitFor();
  await page.keyboard.press("Escape");

  await put(page, "snapshots", key, value);
  await put(page, "log", [log.id, 9], damaged(log.records[9]));
  await openProject(page, log);
  assert.equal(await name(page), `Name ${EDITS}`);
  assert.equal(await report.count(), 0);

  // What was damaged behind it is set aside and reported; all else is there.
  await put(page, "log", [log.id, EDITS + 1], damaged(rename(EDITS + 1, "Lost")));
  await put(page, "log", [log.id, EDITS + 2], rename(EDITS + 2, "Found"));
  await openProject(page, log);
  assert.equal(await name(page), "Found");
  await report.getByText(/expected the checksum/).waitFor();
});

test("a tab that follows goes with the writer behind its snapshot", async (t) => {
  const page = await openLog(t, log);
  await snapshotTaken(page);
  await openProject(page, log);
  const follower = await page.context().newPage();
  await follower.goto(`${server.origin}/#/project/${log.id}`);
  await follower.getByText("this one follows").waitFor();
  await page.bringToFront();
  await page.keyboard.press("Shift+H");
  const panel = page.getByRole("dialog", { name: "History" });
  await panel.getByText(/^Reading/).waitFor({ state: "detached" });
  await panel.getByRole("combobox").press("Control+Home");
  await page.keyboard.press("Enter");
  await page.locator(".header-project", { hasText: "Paris, “January”" }).waitFor();
  await follower.locator(".header-project", { hasText: "Paris, “January”" }).waitFor();
});
