// A large project opens a slice at a time: the page says how far it is and goes on answering.
import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { projectOf } from "../../bench/project-file.mjs";
import { corpus } from "../../bench/texts.mjs";
import { inEmptyFolder } from "./analyst.mjs";
import { drop, launch, open, saved, serve } from "./support.mjs";
import { record, store } from "./stored.mjs";

let server, browser, file;

before(async () => {
  server = await serve({ "/empty.html": "<!doctype html><title>Empty</title><link rel=icon href=data:,>" });
  browser = await launch();
  const texts = corpus({ count: 100, bytes: 4_000, frequent: "the" });
  file = projectOf(texts, { mentions: 60, stances: 10, first: texts[0].text.split(" ")[0] });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/// A page on a slow machine, which keeps what it says of opening, and how often it drew meanwhile.
async function slowPage(t) {
  const page = await open(t, browser, server.origin, { address: "/empty.html", waits: false });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Emulation.setCPUThrottlingRate", { rate: 20 });
  await page.addInitScript(() => {
    globalThis.said = [];
    globalThis.drawn = 0;
    const look = () => {
      const panel = document.querySelector(".loading[aria-label=Opening]");
      if (panel) {
        globalThis.drawn += 1;
        const { value, max } = panel.querySelector("progress");
        if (max === 100 && globalThis.said.at(-1) !== value) globalThis.said.push(value);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return page;
}

async function isOpened(page) {
  await page.locator("html[data-ready=article]").waitFor({ state: "attached", timeout: 120_000 });
  const { said, drawn } = await page.evaluate(() => ({ said: globalThis.said, drawn: globalThis.drawn }));
  assert.ok(said.length >= 2 && drawn > said.length, `${said} in ${drawn} frames`);
  assert.deepEqual(said, said.toSorted((a, b) => a - b));
  assert.equal(await page.locator(".loading").count(), 0);
  await page.locator(".text mark").first().waitFor();
  await page.locator(".saving-state[data-state=saved]").waitFor();
  const { text } = await saved(page, () => page.keyboard.press("Control+s"));
  // The words around a quote are written in any case. The difference would be megabytes.
  const found = JSON.parse(text, (key, value) => (key === "quote" ? { exact: value.exact } : value));
  assert.ok(isDeepStrictEqual(found, JSON.parse(file)), "another project");
}

test("a large project in the browser", async (t) => {
  const page = await slowPage(t);
  const project = JSON.parse(file);
  await store(page, { id: project.id, records: [record(0, { do: "begin", project })] });
  await page.goto(`${server.origin}/#/project/${project.id}`);
  await isOpened(page);
});

test("a large project file", async (t) => {
  const page = await slowPage(t);
  await page.goto(server.origin);
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  await inEmptyFolder(async (folder) => {
    const path = join(folder, "large.standpoint.json");
    await writeFile(path, file);
    await drop(page, path);
    await isOpened(page);
  });
});
