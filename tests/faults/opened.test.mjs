// Every article is opened, read and left, and nothing else is done.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { articles } from "../browser/analyst.mjs";
import { drop } from "../browser/support.mjs";
import { stored } from "../browser/stored.mjs";
import { isOpen, isSaved } from "./hand.mjs";
import { later, row } from "./row.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const SOURCES = [
  (page, stage) => page.goto(`${stage.origin}/#/sample`),
  ...[[gold], articles].filter((files) => files.length > 0).map((files) => async (page, stage) => {
    await stage.start(page);
    await drop(page, files);
  }),
];

row("every article opened and closed, no edit", SOURCES.length, (sitting, stage) => sitting.each((run) => stage.fresh(async (page) => {
  await SOURCES[run % SOURCES.length](page, stage);
  await isOpen(page);
  await isSaved(page);
  await page.keyboard.press("Escape");
  const project = page.url();
  const rows = page.locator(".article-row");
  const count = await rows.count();
  const before = await work(page);
  for (let at = 0; at < count; at += 1) {
    const title = await rows.nth(at).locator(".title").textContent();
    await rows.nth(at).click();
    await page.locator(".article-head h2", { hasText: title }).waitFor();
    await page.locator(".text").focus();
    for (const key of ["Control+End", "m", "M", "Control+Home"]) await page.keyboard.press(key);
  }
  await page.getByRole("button", { name: "Close the project" }).click();
  await page.getByRole("button", { name: "Open the sample" }).waitFor();
  assert.deepEqual(await work(page), before, "closed");
  // Opened once more: from what is stored.
  await stage.leave(page);
  await page.goto(project);
  await isOpen(page);
  await stage.leave(page);
  assert.deepEqual(await work(page), before, "opened again");
  sitting.tally.note("articles", count);
})));

/** The digest of all that is stored but the settings, which know where the reader was. */
async function work(page) {
  for (;;) {
    const { settings: _, ...rest } = await stored(page);
    // The line for the list of projects is written behind the work.
    if (rest.projects.length > 0) {
      const digest = (value) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
      return Object.fromEntries(Object.entries(rest).map(([store, rows]) => [store, digest(rows)]));
    }
    await later(100);
  }
}
