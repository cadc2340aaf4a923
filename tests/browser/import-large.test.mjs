// A large import comes in beside the page: it can be stopped, is all there or not at all, and is one step.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { articleIsOpen, drop, eventually, inEmptyFolder, onPage, paste, press, savedJson, settled, unclocked } from "./analyst.mjs";

const ARTICLES = 200;
const MARKS = 30;

/** Lines of articles in which each number is marked. */
const lines = () => Array.from({ length: ARTICLES }, (_, at) => {
  let text = `Article ${at}.`;
  const mentions = [];
  for (let mark = 0; mark < MARKS; mark += 1) {
    const quote = `n${at}-${mark}`;
    text += ` They spoke of peace with ${quote} again.`;
    mentions.push({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, quote, type: "person" });
  }
  return JSON.stringify({ text, annotator: "p-ada", annotator_name: "Ada", mentions });
}).join("\n");

const dialogOf = (page) => page.getByRole("dialog", { name: "Import annotations" });

/** Drops the file, and has `act` done in the page as soon as it shows that the import is on its way. */
async function begin(page, file, act) {
  await drop(page, [file]);
  const dialog = dialogOf(page);
  await dialog.getByText(`${ARTICLES * MARKS} mentions`).waitFor();
  await page.evaluate((act) => new MutationObserver((_, observer) => {
    const words = document.querySelector("#import-progress")?.textContent ?? "";
    if (!words.startsWith("Putting")) return;
    observer.disconnect();
    if (act === "cancel") document.querySelector("#import-progress").closest("dialog").querySelector("button[autofocus], .dialog-footer button").click();
    if (act === "reload") location.reload();
    if (act === "note") globalThis.wasShown = true;
  }).observe(document.body, { childList: true, subtree: true, characterData: true }), act);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
}

const marksOf = (project) => Object.values(project.layers).flatMap((layers) => Object.values(layers))
  .reduce((count, layer) => count + Object.keys(layer.mentions ?? {}).length, 0);

onPage("a large import is stopped, cut off, taken in whole and taken back as one step", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "many.jsonl");
    await writeFile(file, lines());
    await paste(page, "Ada met Carl.");
    const before = unclocked(await savedJson(page));
    const session = await page.context().newCDPSession(page);
    const slow = (rate) => session.send("Emulation.setCPUThrottlingRate", { rate });

    await slow(4);
    await begin(page, file, "cancel");
    await dialogOf(page).waitFor({ state: "detached" });
    await slow(1);
    await settled(page);
    assert.deepEqual(unclocked(await savedJson(page)), before);

    await slow(4);
    const again = page.waitForEvent("load");
    await begin(page, file, "reload");
    await again;
    await slow(1);
    await articleIsOpen(page);
    assert.deepEqual(unclocked(await savedJson(page)), before);

    await begin(page, file, "note");
    await page.getByText(`${ARTICLES} articles and ${ARTICLES * MARKS} mentions came in.`).waitFor();
    assert.ok(await page.evaluate(() => globalThis.wasShown));
    await settled(page);
    await page.reload();
    await articleIsOpen(page);
    const project = await savedJson(page);
    assert.equal(Object.keys(project.articles).length, ARTICLES + 1);
    assert.equal(marksOf(project), ARTICLES * MARKS);
    await page.locator(".text").focus();
    await press(page, "Control+z");
    await eventually(async () => unclocked(await savedJson(page)), before);
  });
});
