// A large project goes out: beside `JSON.stringify` of the same objects in the same page.
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { projectOf } from "../project-file.mjs";
import { atMost, atMostTimes, ms, table, times, whole } from "../results.mjs";
import { serveCompressed } from "../server.mjs";
import { corpus } from "../texts.mjs";

export const name = "export";
const ARTICLES = 10_000;
const BYTES = 1_500;
const MENTIONS = 8;
const STANCES = 2;
const VIEWPORT = { width: 1280, height: 800 };
const TIMEOUT_MS = 300_000;
/** A frame that takes longer is seen as a jerk. */
const FRAME_MS = 100;
/** A word of all texts. */
const FREQUENT = "the";

const FILES = [
  { id: "jsonl", words: "JSONL", limit: 0.5 },
  { id: "label-studio", words: "Label Studio JSON", limit: 1 },
];

/** Adds a sample of each file for each run, in a fresh profile. */
export async function measureAll(browser, { page: folder }, runs, results) {
  const texts = corpus({ count: ARTICLES, bytes: BYTES, frequent: FREQUENT });
  const made = projectOf(texts, { mentions: MENTIONS, stances: STANCES, first: FREQUENT });
  const server = await serveCompressed(folder, { "project.json": made });
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ viewport: VIEWPORT, serviceWorkers: "block", acceptDownloads: true });
      try {
        const tab = await context.newPage();
        tab.setDefaultTimeout(TIMEOUT_MS);
        await tab.goto(`${server.address}?corpus=project.json`);
        await tab.locator("html[data-ready=article]").waitFor({ state: "attached" });
        await tab.locator(".saving-state[data-state=saved]").waitFor();
        await tab.locator(".ledger-row").first().waitFor();
        await tab.evaluate(watchTasks);
        for (const { id } of FILES) results.add(name, "15 MB", id, await exported(tab, id));
      } finally {
        await context.close();
      }
    }
  } finally {
    server.close();
  }
}

/** Runs in the page: notes every task of more than 50 ms. */
function watchTasks() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) globalThis.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask" });
}

/** What the export took, the longest task on the way, and `JSON.stringify` of what is in the file. */
async function exported(tab, id) {
  await tab.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = tab.getByRole("dialog", { name: "Save and export" });
  const isLines = id === "jsonl";
  if (!isLines) await dialog.getByRole("radio", { name: /^Label Studio/ }).check();
  const button = dialog.getByRole("button", { name: isLines ? "Articles" : "Export for Label Studio", exact: true });
  await tab.evaluate(() => performance.clearMarks());
  const download = tab.waitForEvent("download");
  await button.click();
  const bytes = await readFile(await (await download).path());
  await tab.waitForFunction(() => performance.getEntriesByName("exported").length > 0);
  const own = await tab.evaluate(() => {
    const at = (name) => performance.getEntriesByName(name)[0].startTime;
    const [begun, ended] = [at("export"), at("exported")];
    const tasks = globalThis.longTasks.filter(({ startTime, duration }) => startTime + duration > begun && startTime < ended);
    return { ms: ended - begun, longest: Math.max(0, ...tasks.map(({ duration }) => duration)) };
  });
  const json = isLines ? `[${bytes.toString("utf8").trimEnd().replaceAll("\n", ",")}]` : tasksOf(bytes);
  const plain = await tab.evaluate(({ json, isLines }) => {
    const objects = JSON.parse(json);
    const began = performance.now();
    const written = isLines ? objects.map((it) => JSON.stringify(it)).join("\n") : JSON.stringify(objects);
    return { ms: performance.now() - began, length: written.length };
  }, { json, isLines });
  return { own: own.ms, longest: own.longest, plain: plain.ms, bytes: json.length };
}

/** `tasks.json` of an archive, its first file. */
function tasksOf(archive) {
  const at = archive.readUInt32LE(archive.lastIndexOf("PK\x05\x06") + 16);
  const [packed, local] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 42)];
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  return inflateRawSync(archive.subarray(start, start + packed)).toString("utf8");
}

export function bars(results) {
  const of = (id, pick) => results.median(name, "15 MB", id, pick);
  return FILES.flatMap(({ id, words, limit }) => [
    atMostTimes(`${words} of 100,000 annotations, beside \`JSON.stringify\``, of(id, (it) => it.own), of(id, (it) => it.plain), limit),
    atMost(`the longest task while ${words} is written`, of(id, (it) => it.longest), FRAME_MS),
  ]);
}

export function section(results) {
  const shown = (id, pick, form) => results.shown(name, "15 MB", id, pick, form);
  return `## A large project goes out

10,000 articles of 1,500 characters with 8 mentions and 2 stances each: from the button until the browser has the file, with the
archive and the list of what Label Studio cannot hold. Beside it \`JSON.stringify\` of the objects that are in
the file, in the same page, without a file or positions being made.

${table(["", "Standpoint, ms", "`JSON.stringify`, ms", "ratio", "longest task, ms", "bytes"], FILES.map(({ id, words }) => [
    words,
    shown(id, (it) => it.own, ms),
    shown(id, (it) => it.plain, ms),
    shown(id, (it) => it.own / it.plain, times),
    shown(id, (it) => it.longest, ms),
    shown(id, (it) => it.bytes, whole),
  ]))}`;
}
