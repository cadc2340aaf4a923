// The codebook's own questions, answered by keyboard alone: of a stance, a mention and the article.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  articleIsOpen, eventually, focus, focusedMark, inEmptyFolder, load, onPage, press, savedJson,
  settled, type,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const choice = (id, label) => ({ id, label });
const everything = ["mention", "stance", "article"];
const attributes = [
  { id: "tone", label: "Tone", kind: "choice", choices: [choice("warm", "Warm"), choice("wary", "Wary"), choice("icy", "Icy")], on: everything, required: true },
  { id: "weight", label: "Weight", kind: "number", on: ["stance"] },
  { id: "region", label: "Region", kind: "choice", choices: Array.from({ length: 12 }, (_, n) => choice(`r${n}`, `Region ${n}`)), on: ["stance"] },
  { id: "why", label: "Why", kind: "text", on: ["stance", "article"] },
];

/** A project whose codebook asks for these, and nothing else. */
async function open(page) {
  const project = JSON.parse(await readFile(gold));
  project.version = "1.1";
  Object.assign(project.codebook, { attributes, fields: [], rules: [] });
  for (const layers of Object.values(project.layers)) for (const layer of Object.values(layers)) Object.assign(layer, { mentions: {}, stances: {}, document_stances: {} });
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "asked.standpoint.json");
    await writeFile(file, JSON.stringify(project));
    await load(page, [file]);
    await articleIsOpen(page);
  });
}

onPage("a stance's attributes are asked one behind the other, each answered by keys", {}, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "s", "Alt+a");
  await type(page, "key by key");
  await press(page, "Enter", "f");
  await eventually(() => focus(page), "attribute-1-0");
  // A slip writes no command; the letter that is underlined picks and goes on.
  await press(page, "z", "ArrowRight", "i");
  await eventually(() => focus(page), "attribute-1-1");
  await type(page, "much");
  await press(page, "Enter");
  await page.getByText("expected a number such as 3 or 2.5, found “much”").waitFor();
  assert.equal(await focus(page), "attribute-1-1");
  await page.locator("#attribute-1-1").fill("2,5");
  await press(page, "Enter");
  await eventually(() => focus(page), "attribute-1-2");
  await type(page, "Region 7");
  await press(page, "Enter");
  await eventually(() => focus(page), "attribute-1-3");
  await type(page, "in her own words");
  await press(page, "Enter");
  await eventually(() => focus(page), "note");
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  const project = await savedJson(page);
  const stances = Object.values(project.layers).flatMap((layers) => Object.values(layers)).flatMap((layer) => Object.values(layer.stances));
  assert.deepEqual(stances.map((stance) => stance.attributes), [{ tone: "icy", weight: 2.5, region: "r7", why: "in her own words" }]);
});

onPage("n puts the keyboard into the field that is required, of a mention, a stance and the article", {}, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1", "Escape");
  const words = (await focusedMark(page)) || (await page.locator(".text mark").first().textContent());
  await press(page, "Control+Home", "n");
  await eventually(() => focus(page), "attribute-0-0");
  assert.equal(await focusedMark(page), words);
  await press(page, "w");
  await eventually(() => focus(page), "text");
  await eventually(() => page.locator(".ledger-row .about").allTextContents(), ["Warm"]);
  // Behind the last record, the article itself: its questions unfold.
  assert.equal(await page.locator("#attribute-2-0").isVisible(), false);
  await press(page, "n");
  await eventually(() => focus(page), "attribute-2-0");
  await press(page, "a");
  await eventually(() => focus(page), "attribute-2-1");
  await type(page, "by its headline");
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  await settled(page);
  const { layers } = await savedJson(page);
  const answers = Object.values(layers).flatMap((layers) => Object.values(layers)).map((layer) => layer.attributes).filter(Boolean);
  assert.deepEqual(answers, [{ tone: "wary", why: "by its headline" }]);
});

onPage("on a narrow screen the field that n goes to is on the screen", { viewport: { width: 390, height: 844 } }, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1", "Escape", "Control+Home", "n");
  await eventually(() => focus(page), "attribute-0-0");
  const stop = await page.locator("#attribute-0-0").boundingBox();
  assert.ok(stop.y >= 0 && stop.y + stop.height <= 844, JSON.stringify(stop));
  await press(page, "Delete", "w");
  await eventually(() => focus(page), "text");
});
