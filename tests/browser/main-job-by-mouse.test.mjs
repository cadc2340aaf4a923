// The main job with the mouse and a few keys, on real articles: everything that is kept comes back.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  address, articleIsOpen, articles, articleTitles, clickOn, dragOver, drop, eventually, focusedMark,
  inEmptyFolder, inFreshProfile, ledger, load, mark, marksShown, note, onPage, openTitle, pick, press,
  push, pushOut, saved, saveProject, startBrowser, unclocked, visit,
  withoutArticles,
} from "./analyst.mjs";
import { test } from "node:test";

const skip = withoutArticles;
const paris = "Carney heads to Paris as allies discuss security guarantees for Ukraine";
const canada = "Canada backs security guarantees for Ukraine amid ongoing conflict";

const marksInParis = [
  "[PER:Carney]",
  "[ORG:The coalition of countries [+:supporting Ukraine]]",
  "[PER:Mark Carney]",
  "[TOP:security guarantees]",
  "[PER:former NATO ambassador]",
  "[PER:David Angell]",
  "[−:Russia's ongoing invasion.\n\"Russia has not shown a genuine willingness to pursue peace]",
];
const ledgerOfParis = [
  "PER Carney → Mark Carney",
  "ORG The coalition of countries supporting Ukraine",
  "+ Mark Carney · In favour · Ukraine “supporting Ukraine”",
  "PER Mark Carney → Mark Carney",
  "TOP security guarantees",
  "PER former NATO ambassador … David Angell",
  "− Zelenskyy · Against · Russia “Russia's ongoing invasion. \"Russia has not shown a genuine willingness to pursue…”",
];

/** Five articles, marks and stances of every shape, notes, status. */
async function work(page) {
  await drop(page, articles);
  await eventually(async () => (await articleTitles(page)).length, 5);
  await eventually(() => openTitle(page), paris);

  await mark(page, "Mark Carney", "1");
  await pick(page, "link", "Mark Carney", "new entity");
  await mark(page, "Carney", "1");
  await pick(page, "link", "mark", "Mark Carney");
  await dragOver(page, "security guarantees", { nth: 1 });
  await page.locator(".chooser").getByRole("button", { name: "Topic" }).click();
  await note(page, "The matter of the day: “guarantees” 🤝");

  await mark(page, "former NATO ambassador", "1");
  await dragOver(page, "David Angell");
  await press(page, "+");
  await eventually(() => focusedMark(page), "former NATO ambassador … David Angell");

  await mark(page, "The coalition of countries supporting Ukraine", "2");
  await dragOver(page, "supporting Ukraine");
  await page.locator(".chooser").getByRole("button", { name: "Stance" }).click();
  await clickOn(page, "Mark Carney");
  await pick(page, "slot-target", "Ukraine", "new entity");
  await push(page, "In favour", false);

  await dragOver(page, "Russia's ongoing invasion.\n\"Russia has not shown a genuine willingness to pursue peace");
  await press(page, "s");
  await pick(page, "slot-holder", "Zelenskyy", "new entity");
  await pick(page, "slot-target", "Russia", "new entity");
  await push(page, "Against", false);
  await note(page, "Across two paragraphs");
  await push(page, "Done", false);

  await eventually(() => marksShown(page), marksInParis);
  await eventually(() => ledger(page), ledgerOfParis);

  await page.locator(".article-row", { hasText: canada }).click();
  await eventually(() => openTitle(page), canada);
  await mark(page, "Independence Day", "4");
  await mark(page, "Western allies", "2");
  await saved(page);
}

/** A saved project to the letter, but for its clock, which only goes forward. */
const content = (bytes) => JSON.stringify(unclocked(JSON.parse(bytes)));

onPage("undo takes back everything, redo brings back the same project", { skip }, async (page) => {
  await work(page);
  const before = (await saveProject(page)).bytes;

  const undone = await pushOut(page, "Undo");
  assert.deepEqual(await articleTitles(page), []);
  const redone = await pushOut(page, "Redo");
  assert.equal(redone, undone);
  await eventually(async () => (await articleTitles(page)).length, 5);
  assert.equal(content((await saveProject(page)).bytes), content(before));
  await page.locator(".article-row", { hasText: paris }).click();
  await eventually(() => marksShown(page), marksInParis);
});

onPage("a reload brings back the work, its history and the place in the text", { skip }, async (page) => {
  await work(page);
  const before = (await saveProject(page)).bytes;
  const top = await scrollTop(page);
  await page.locator(".reader").hover();
  await page.mouse.wheel(0, 400);
  await eventually(() => scrollTop(page), top + 400);
  const left = await place(page);
  await eventually(() => keptPlace(page), left);

  await page.reload();
  await articleIsOpen(page);
  assert.equal(await openTitle(page), canada);
  await eventually(() => place(page), left);
  assert.deepEqual((await saveProject(page)).bytes, before);

  await eventually(() => marksShown(page), ["[EVT:Independence Day]", "[ORG:Western allies]"]);
  assert.match(await page.getByRole("button", { name: "Undo" }).getAttribute("title"), /Western allies/);
  const undone = await pushOut(page, "Undo");
  assert.equal(await pushOut(page, "Redo"), undone);
  assert.equal(content((await saveProject(page)).bytes), content(before));
});

const scrollTop = (page) => page.locator(".reader").evaluate((reader) => Math.round(reader.scrollTop));

/** The first paragraph in sight, by the bytes before it. */
const place = (page) => page.locator(".reader").evaluate((reader) => {
  const top = reader.getBoundingClientRect().top;
  const pieces = [...reader.querySelectorAll("[data-utf16]")];
  const first = pieces.findIndex((piece) => piece.getBoundingClientRect().bottom > top + 1);
  return new TextEncoder().encode(pieces.slice(0, first).map((piece) => `${piece.textContent}\n`).join("")).length;
});

/** The same as the database has it for the open project. */
const keptPlace = (page) => page.evaluate(async () => {
  const request = indexedDB.open("standpoint");
  await new Promise((opened) => { request.onsuccess = opened; });
  const settings = request.result.transaction("settings").objectStore("settings");
  const kept = settings.get(`place:${location.hash.replace("#/project/", "")}`);
  await new Promise((read) => { kept.onsuccess = read; });
  request.result.close();
  return JSON.parse(kept.result).top;
});

test("what was called saved is there after the browser was killed", { skip }, async () => {
  await inEmptyFolder(async (profile) => {
    let browser = await startBrowser(profile);
    try {
      let page = await visit(browser.context);
      await work(page);
      const { bytes } = await saveProjectByDownload(page);
      const project = new URL(page.url()).hash;
      // One more change, and no time to finish it.
      await dragOver(page, "Independence Day");
      await page.keyboard.press("1");
      await browser.kill();
      assert.deepEqual(browser.faults.found(), []);

      browser = await startBrowser(profile);
      page = await visit(browser.context, project);
      const shown = await marksShown(page);
      const isWhole = ["[EVT:Independence Day]", "[EVT:[PER:Independence Day]]", "[PER:[EVT:Independence Day]]"];
      assert.ok(isWhole.includes(shown[0]), shown[0]);
      if (shown[0] !== isWhole[0]) await push(page, "Undo");
      assert.equal(content((await saveProjectByDownload(page)).bytes), content(bytes));
      assert.deepEqual(browser.faults.found(), []);
    } finally {
      await browser.kill();
    }
  });
});

/** A browser that is attached to by its debugging port keeps downloads to itself, so the bytes are
 * taken from the object that the page hands out. */
async function saveProjectByDownload(page) {
  await page.evaluate(() => {
    if (globalThis.handedOut) return;
    const make = URL.createObjectURL;
    globalThis.handedOut = [];
    URL.createObjectURL = (blob) => {
      globalThis.handedOut.push(blob);
      return make.call(URL, blob);
    };
  });
  await page.keyboard.press("Control+s");
  const text = await page.waitForFunction(() => globalThis.handedOut.pop()?.text());
  return { bytes: await text.jsonValue() };
}

onPage("a second tab follows, refuses edits and takes over when the first closes", { skip }, async (first, context) => {
  await drop(first, articles);
  await articleIsOpen(first);
  await saved(first);
  const second = await visit(context, new URL(first.url()).hash);
  const banner = second.getByText("Another tab is writing to this project");
  await banner.waitFor();

  await first.bringToFront();
  await mark(first, "Mark Carney", "1");
  await mark(first, "Canada", "3");
  await push(first, "Undo");
  await eventually(() => marksShown(second), ["[PER:Mark Carney]"]);

  await second.bringToFront();
  await mark(second, "Paris", "3");
  await second.getByText("This tab only follows").waitFor();
  await clickOn(second, "Mark Carney");
  await press(second, "Delete");
  await press(second, "s");
  assert.deepEqual(await marksShown(second), ["[PER:Mark Carney]"]);
  assert.ok(await second.getByRole("button", { name: "Undo" }).isDisabled());

  await first.close();
  await banner.waitFor({ state: "detached" });
  await push(second, "Redo");
  await mark(second, "Paris", "3", { nth: 1 });
  await saved(second);
  await eventually(() => marksShown(second), ["[LOC:Canada]", "[LOC:Paris]", "[PER:Mark Carney]"]);
  await second.reload();
  await articleIsOpen(second);
  await eventually(() => marksShown(second), ["[LOC:Canada]", "[LOC:Paris]", "[PER:Mark Carney]"]);
});

onPage("a saved project opened elsewhere and saved again is the same file", { skip }, async (page) => {
  await work(page);
  const { name, bytes } = await saveProject(page);
  assert.equal(name, "My project.standpoint.json");
  await inEmptyFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    await inFreshProfile({}, async (context) => {
      const elsewhere = await visit(context);
      await load(elsewhere, [path]);
      await articleIsOpen(elsewhere);
      await eventually(() => openTitle(elsewhere), paris);
      await eventually(() => marksShown(elsewhere), marksInParis);
      await eventually(() => ledger(elsewhere), ledgerOfParis);
      assert.deepEqual((await saveProject(elsewhere)).bytes, bytes);
      await elsewhere.goto(address());
      await elsewhere.getByRole("button", { name: /^My project/ }).click();
      await articleIsOpen(elsewhere);
      assert.deepEqual((await saveProject(elsewhere)).bytes, bytes);
    });
  });
});
