// A large file of annotations comes in: how long the page stands still on the way.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atMost, ms, table } from "../results.mjs";
import { serveCompressed } from "../server.mjs";
import { TYPES, corpus, words as wordsOf } from "../texts.mjs";

export const name = "import";
const ARTICLES = 1_000;
const BYTES = 1_500;
const MENTIONS = 100;
const VIEWPORT = { width: 1280, height: 800 };
const TIMEOUT_MS = 300_000;
/** A frame that takes longer is seen as a jerk. */
const FRAME_MS = 100;

const FILES = [
  { id: "jsonl", words: "JSONL", path: "many.articles.jsonl", write: (texts) => texts.map(line).join("\n") },
  { id: "label-studio", words: "Label Studio JSON", path: "tasks.json", write: (texts) => JSON.stringify(texts.map(task)) },
];

/** Adds a sample of each file for each run, in a fresh profile. */
export async function measureAll(browser, { page: folder }, runs, results) {
  const texts = corpus({ count: ARTICLES, bytes: BYTES, frequent: "the" });
  const made = texts.map(({ text }, index) => ({ text: `${index} ${text}` }));
  for (const it of made) it.marks = wordsOf(it.text, MENTIONS);
  const place = await mkdtemp(join(tmpdir(), "standpoint-"));
  const server = await serveCompressed(folder);
  try {
    for (const file of FILES) {
      const path = join(place, file.path);
      await writeFile(path, file.write(made));
      for (let run = 0; run < runs; run += 1) {
        const context = await browser.newContext({ viewport: VIEWPORT, serviceWorkers: "block" });
        try {
          const tab = await context.newPage();
          tab.setDefaultTimeout(TIMEOUT_MS);
          await tab.goto(server.address);
          results.add(name, "100,000 mentions", file.id, await imported(tab, path));
        } finally {
          await context.close();
        }
      }
    }
  } finally {
    server.close();
    await rm(place, { recursive: true });
  }
}

/** The longest task until the page shows what would come in, and from “Import” until it is saved. */
async function imported(tab, path) {
  await tab.locator("html[data-ready=page]").waitFor({ state: "attached" });
  await tab.evaluate(watchTasks);
  const chooser = tab.waitForEvent("filechooser");
  await tab.getByRole("button", { name: "Choose files" }).first().click();
  await (await chooser).setFiles([path]);
  const dialog = tab.getByRole("dialog", { name: "Import annotations" });
  const button = dialog.getByRole("button", { name: "Import", exact: true });
  await button.and(tab.locator(":enabled")).waitFor();
  const shown = await tab.evaluate(longest);
  const began = performance.now();
  await button.click();
  await tab.getByText("came in.").first().waitFor();
  const taken = performance.now() - began;
  await tab.locator(".saving-state[data-state=saved]").waitFor({ state: "attached" });
  // The observer hears of a task some time after its end, and nothing says when.
  await tab.waitForTimeout(500);
  return { shown, taken, longest: await tab.evaluate(longest) };
}

/** Runs in the page: notes every task of more than 50 ms. */
function watchTasks() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
  }).observe({ type: "longtask" });
}

/** Runs in the page: the longest task since it was asked for last. */
function longest() {
  return Math.max(0, ...globalThis.longTasks.splice(0));
}

const line = ({ text, marks }) => JSON.stringify({
  text, annotator: "p-bench", annotator_name: "Bench",
  mentions: marks.map(({ start, end }, at) => ({ start, end, quote: text.slice(start, end), type: TYPES[at % 5] })),
});

const task = ({ text, marks }) => ({
  data: { text },
  annotations: [{
    completed_by: { email: "bench@example.org" },
    result: marks.map(({ start, end }, at) => ({
      id: `m${at}`, type: "labels", from_name: "label", to_name: "text",
      value: { start, end, text: text.slice(start, end), labels: [TYPES[at % 5]] },
    })),
  }],
});

const of = (results, id, pick) => results.median(name, "100,000 mentions", id, pick);

export function bars(results) {
  return FILES.flatMap(({ id, words }) => [
    atMost(`the longest task until ${words} of 100,000 mentions is shown`, of(results, id, (it) => it.shown), FRAME_MS),
    atMost(`the longest task while ${words} of 100,000 mentions is taken in and saved`, of(results, id, (it) => it.longest), FRAME_MS),
  ]);
}

export function section(results) {
  const shown = (id, pick) => results.shown(name, "100,000 mentions", id, pick, ms);
  return `## A large file of annotations comes in

1,000 articles of 1,500 characters with 100 mentions each: the longest task of the page until it shows what would come in,
and from “Import” until it is saved.

${table(["", "longest until shown, ms", "taken in after, ms", "longest meanwhile, ms"], FILES.map(({ id, words }) => [
    words, shown(id, (it) => it.shown), shown(id, (it) => it.taken), shown(id, (it) => it.longest),
  ]))}`;
}
