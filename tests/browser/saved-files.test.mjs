// What is saved and exported: Python slices every range back into the same words.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  articles, articleTitles, drop, dragOver, eventually, exported, focusedMark, inEmptyFolder, mark, onPage,
  openArticle, pick, press, push, rangesIn, saveProject, withoutArticles,
} from "./analyst.mjs";

const script = fileURLToPath(new URL("../python/check_project.py", import.meta.url));

const withoutPython = spawnSync("python3", ["--version"]).error && "there is no python3";

/** Saves all three files and lets Python check them; the quotes of the project's ranges. */
async function checkedQuotes(page) {
  const files = [await saveProject(page), await exported(page, "Articles"), await exported(page, "Stances")];
  return inEmptyFolder(async (folder) => {
    const paths = files.map(({ name }) => join(folder, name));
    for (const [at, { bytes }] of files.entries()) await writeFile(paths[at], bytes);
    const python = spawnSync("python3", [script, ...paths], { encoding: "utf8" });
    assert.equal(python.status, 0, `${python.error ?? ""}${python.stdout}${python.stderr}`);
    assert.doesNotMatch(python.stdout, /^0 ranges/);
    const { layers } = JSON.parse(files[0].bytes);
    return rangesIn(layers).map(({ quote }) => quote.exact);
  });
}

onPage("positions in the saved files are Python’s, in every script", { path: "#/sample", skip: withoutPython }, async (page) => {
  const before = await checkedQuotes(page);
  const marked = [
    ["اجتماع غنت", ["إيلينا تارفو", "بأنها «عبء على التجارة النزيهة»"]],
    ["ועידת גנט", ["אילנה טארבו", "ארצו תקבל"]],
    ["Posts from the square", ["annika_in_orbit 👩🏽‍🚀", "👨‍👩‍👧‍👦\nFour", "1️⃣ The levy", "🏳️‍🌈",
      "recon\u{ad}struc\u{ad}tion levy is 💩", "𝔘lrike_reads", "می‌خواهم"]],
    ["ヘント会合", ["𠮷野薫"]],
    ["घेंट बैठक", ["इलेना तार्वो"]],
  ];
  for (const [title, all] of marked) {
    await openArticle(page, title);
    for (const words of all) {
      await mark(page, words, "5");
      await eventually(async () => (await focusedMark(page)).replaceAll(" … ", "\n"), words);
    }
  }
  await openArticle(page, "اجتماع غنت");
  await dragOver(page, "عبء على التجارة");
  await press(page, "s");
  await pick(page, "slot-holder", "رئيسة غرفة التجارة", "new entity");
  await pick(page, "slot-target", "ضريبة 🏛️", "new entity");
  await push(page, "Against", false);
  const expected = [...before, ...marked.flatMap(([, all]) => all), "عبء على التجارة"];
  assert.deepEqual((await checkedQuotes(page)).sort(), expected.sort());
});

onPage("positions in the saved files are Python’s, on real articles", { skip: withoutArticles || withoutPython }, async (page) => {
  await drop(page, articles);
  await eventually(async () => (await articleTitles(page)).length, 5);
  const marked = [
    ["Ukraine’s allies discuss", "Macron said, adding"],
    ["Ukraine’s allies discuss", "statecraft:\u{a0}\n\n    How Steve Witkoff"],
    ["Coalition partners meet", "Orgo-Life® QUANTUM"],
    ["Canada backs", "“In Canada’s judgment, it"],
  ];
  for (const [title, words] of marked) {
    await openArticle(page, title);
    await mark(page, words, "5");
  }
  await dragOver(page, "United States");
  await press(page, "s");
  await pick(page, "slot-holder", "The author");
  await pick(page, "slot-target", "the plan", "proposition");
  await push(page, "Neutral", false);
  const expected = [...marked.map(([, words]) => words), "United States"];
  assert.deepEqual((await checkedQuotes(page)).sort(), expected.sort());
});
