// Uses a page whose module notes its calls, as far as it must come in the first load: the start
// screen, the sample and a word of it marked, and projects by their address.
//   node xtask/first-load.mjs FOLDER NOTES
import { writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { projectFile } from "../bench/project-file.mjs";
import { serveCompressed } from "../bench/server.mjs";
import { SIZES, article } from "../bench/texts.mjs";

const [folder, notes] = process.argv.slice(2);
// Not every project has in it what the sample has: the reader's own steps differ.
const server = await serveCompressed(folder, { "project.json": projectFile(article(SIZES[0]), { alone: true }) });
const browser = await chromium.launch({
  executablePath: process.env.STANDPOINT_CHROMIUM,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const used = [];

async function use(address, act, { slowness = 1, width = 1440 } = {}) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.addInitScript(() => {
    addEventListener("TrunkApplicationStarted", ({ detail }) => {
      globalThis.calls = detail.wasm.used.buffer;
    });
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  await page.goto(server.address + address);
  await act(page);
  // A page that is left can fetch nothing any more.
  await page.evaluate(() => dispatchEvent(new Event("beforeunload")));
  const seen = await page.evaluate(() => Array.from(new Uint8Array(globalThis.calls)));
  seen.forEach((byte, place) => {
    used[place] |= byte;
  });
  await page.close();
}

const isOpen = (page) => page.locator("html[data-ready=article]").waitFor({ state: "attached" });

/** Marks a word by a double click and a label's key, and then another. */
async function mark(page, pause_ms) {
  const words = page.locator(".text p").filter({ hasText: /^[ -~]{50,}$/ });
  for (const place of [0, 1]) {
    await words.nth(place).dblclick({ position: { x: 60, y: 12 } });
    await page.waitForTimeout(pause_ms);
    await page.keyboard.press("1");
    await page.waitForTimeout(pause_ms);
  }
  // A key that comes before its selection is known arms the label instead, for the next one.
  await page.locator("mark").first().waitFor();
  await page.getByText("Saved", { exact: true }).first().waitFor();
}

try {
  await use("", (page) => page.locator("html[data-ready=page]").waitFor({ state: "attached" }));
  await use("?corpus=sample/project.json", isOpen);
  await use("?corpus=project.json", isOpen);
  await use("#/sample", isOpen, { width: 390 });
  // What is called depends on what has been drawn when the hand comes: a fast one and a slow one, on
  // a fast machine and a slow one.
  for (const [pause_ms, slowness] of [[0, 1], [300, 1], [0, 6], [0, 20], [100, 6]]) {
    await use("#/sample", async (page) => {
      await isOpen(page);
      await mark(page, pause_ms);
    }, { slowness });
  }
} finally {
  await browser.close();
  server.close();
}
writeFileSync(notes, Uint8Array.from(used));
