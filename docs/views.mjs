// Takes the pictures of docs/views.md: each view in a wide window and in a narrow one.
//   cargo xtask build && STANDPOINT_CHROMIUM=/usr/bin/chromium node docs/views.mjs
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { drop, launch, serve, tool } from "../tests/browser/support.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const WINDOWS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

const key = (...keys) => async (page) => {
  for (const name of keys) await page.keyboard.press(name);
};
const words = (text) => (page) => page.keyboard.type(text);
const picture = (name) => (page) => page.getByRole("button", { name, exact: true }).click();
const header = (name) => (page) => tool(page, name);

/** Each view, and what leads to it from an open article. */
const VIEWS = {
  "reading": [key("m", "m")],
  "stance": [key("m", "m", "s")],
  "find": [key("i"), words("guarantee")],
  "outline": [key("t")],
  "compare": [key("c"), key("Enter")],
  "mark-all": [key("m"), key("a")],
  "entities": [key("E")],
  "matrix": [key("w")],
  "network": [key("w"), picture("Network")],
  "timeline": [key("w"), picture("Timeline")],
  "outlets": [key("w"), picture("Outlets")],
  "stances": [key("w"), picture("Stances")],
  "search": [key("F"), words("guarantee")],
  "commands": [key("Control+k"), words("article")],
  "codebook": [key("B")],
  "progress": [key("h")],
  "history": [key("H")],
  "export": [header("Export")],
  "keys": [key("?")],
};

const wanted = process.argv.slice(2);
const [browser, server] = await Promise.all([launch(), serve()]);
await mkdir(here("views"), { recursive: true });
for (const [size, viewport] of Object.entries(WINDOWS)) {
  for (const [name, steps] of Object.entries(VIEWS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(server.origin);
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    await drop(page, here("../tests/gold/guarantees.standpoint.json"));
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".ledger-head").waitFor({ state: "attached" });
    await page.locator("#text").focus();
    for (const step of steps) {
      await step(page);
      // For the eye only: transitions have ended, and what comes by typing is there.
      await page.waitForTimeout(300);
    }
    const session = await context.newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 75 });
    await writeFile(here(`views/${name}-${size}.webp`), Buffer.from(data, "base64"));
    await context.close();
  }
}
await browser.close();
await server.close();
