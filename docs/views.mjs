// Takes the pictures of docs/views.md: each view in a wide window and in a narrow one.
//   cargo xtask build && STANDPOINT_CHROMIUM=/usr/bin/chromium node docs/views.mjs
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
const press = (name) => (page) => page.getByRole("button", { name }).first().click();
const byKind = (name) => (page) => page.getByLabel(name).selectOption({ label: "By kind" });

const gold = here("../tests/gold/guarantees.standpoint.json");
const project = JSON.parse(await readFile(gold));
/** The project with rules that leave gaps. */
const ruled = { ...project, version: "1.1", codebook: { ...project.codebook, rules: ["stance_evidence", "quotation_holder", "mention_entity"] } };
const [{ text }] = Object.values(project.articles);
const label = (words, name) => [text.indexOf(words), text.indexOf(words) + words.length, name];
/** Files that views are about: a list of names, and another program's marks on an article of the project. */
const FILES = {
  "ruled.standpoint.json": JSON.stringify(ruled),
  "names.csv": "name,type,aliases,wikidata,case\nIlena Tarvo,person,President Tarvo|Tarvo,Q100200,exact\nSarn,place,the Sarn,Q300,ignore\nEdmar Kohlstedt,organisation,,,exact\n",
  "marks.jsonl": `${JSON.stringify({ text, label: [label("Ghent", "LOC"), label("Ilena Tarvo", "PER"), label("guarantees", "CONCEPT")] })}\n`,
};
const folder = await mkdtemp(join(tmpdir(), "standpoint-"));
for (const [name, words] of Object.entries(FILES)) await writeFile(join(folder, name), words);
/** Chooses a file where a button asks for one. */
const choosing = (button, file) => async (page) => {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button, exact: true }).first().click();
  await (await chooser).setFiles(join(folder, file));
  await page.getByRole("dialog").last().waitFor();
};
const dropping = (file) => async (page) => {
  await drop(page, join(folder, file));
  await page.getByRole("dialog").waitFor();
};
/** A view on another project than the rest. */
const RULED = new Set(["gaps"]);

/** Each view, and what leads to it from an open article. */
const VIEWS = {
  "reading": [key("m", "m")],
  "stance": [key("m", "m", "s")],
  "find": [key("i"), words("guarantee")],
  "outline": [key("t")],
  "compare": [key("c"), key("Enter")],
  "mark-all": [key("m"), key("a")],
  "gaps": [key("u")],
  "entities": [key("E")],
  "merge-entities": [key("E"), key("ArrowDown", "x", "ArrowUp", "m")],
  "names": [key("E"), choosing("Import…", "names.csv")],
  "matrix": [key("w")],
  "matrix-folded": [key("w"), byKind("Rows"), byKind("Columns"), press("Fold all")],
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
  "import": [dropping("marks.jsonl")],
  "settings": [header("Settings")],
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
    await drop(page, RULED.has(name) ? join(folder, "ruled.standpoint.json") : gold);
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
await rm(folder, { recursive: true });
