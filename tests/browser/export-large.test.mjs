// A large project goes out while the page still answers, and an export can be stopped.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { articleIsOpen, downloadOf, drop, inEmptyFolder, onPage } from "./analyst.mjs";

const ARTICLES = 900;

/** Lines of articles with three marks each. */
const lines = () => Array.from({ length: ARTICLES }, (_, at) => {
  const text = `Ada met Carl in Rome, number ${at}. ${"They spoke of peace. ".repeat(120)}`;
  const mark = (quote, type) => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, quote, type });
  const mentions = [mark("Ada", "person"), mark("Carl", "person"), mark("Rome", "place")];
  return JSON.stringify({ text, annotator: "p-ada", annotator_name: "Ada", mentions });
}).join("\n");

onPage("an export shows how far it is, can be stopped, and comes out whole", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "many.jsonl");
    await writeFile(file, lines());
    await drop(page, [file]);
    const dialog = page.getByRole("dialog", { name: "Import annotations" });
    await dialog.getByText(`${ARTICLES} new articles`).waitFor();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await articleIsOpen(page);
    const open = async () => {
      await page.getByRole("button", { name: "Export", exact: true }).click();
      return page.getByRole("dialog", { name: "Save and export" });
    };
    const saving = await open();
    // How far it is shows after a while only, and a fast machine is done by then, or before a hand could
    // press the button.
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 40 });
    await page.evaluate(() => new MutationObserver((_, observer) => {
      const panel = document.querySelector("section[aria-label=Exporting]");
      if (!panel?.querySelector("progress")) return;
      observer.disconnect();
      panel.querySelector("button").click();
    }).observe(document.body, { childList: true, subtree: true }));
    await saving.getByRole("radio", { name: /^Label Studio/ }).check();
    await saving.getByRole("button", { name: "Export for Label Studio" }).click();
    await page.getByText("The export was cancelled.").waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole("region", { name: "Exporting" }).count(), 0);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    const { bytes } = await downloadOf(page, async () => {
      await (await open()).getByRole("button", { name: "Articles", exact: true }).click();
    });
    const written = bytes.toString("utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(written.length, ARTICLES);
    assert.deepEqual(written.map(({ mentions }) => mentions.length), Array(ARTICLES).fill(3));
    assert.ok(written.every(({ text, mentions }) => mentions.every(({ start, end, quote }) => text.slice(start, end) === quote)));
  });
});
