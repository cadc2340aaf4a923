// Keeping: from an edit to “Saved” behind a log of any length, and how quickly a large project opens again.
import { record } from "../../tests/browser/stored.mjs";
import { projectFile, projectOf } from "../project-file.mjs";
import { atMost, ms, table, times, whole } from "../results.mjs";
import { serveCompressed } from "../server.mjs";
import { SIZES, article, corpus } from "../texts.mjs";

export const name = "keeping";
const VIEWPORT = { width: 1280, height: 800 };
const TIMEOUT_MS = 300_000;
const LENGTHS = [0, 10_000, 100_000];
const EDITS = 30;
const ARTICLES = 1_000;
const ARTICLE_BYTES = 3_000;
const MENTIONS = 100;
/** How much longer saving may take behind one log than behind another. */
const FLAT = 1.5;
const CHUNK = 5_000;

/** Adds a sample of each for each run, in a fresh profile. */
export async function measureAll(browser, { page: folder }, runs, results) {
  const texts = corpus({ count: ARTICLES, bytes: ARTICLE_BYTES, frequent: "the" });
  const first = texts[0].text.split(" ")[0];
  const files = {
    "project.json": projectOf(texts, { mentions: MENTIONS, stances: 0, first }),
    "empty.html": "<!doctype html><title>Empty</title><link rel=icon href=data:,>",
  };
  const server = await serveCompressed(folder, files);
  const sit = async (id, use) => {
    const began = Date.now();
    const context = await browser.newContext({ viewport: VIEWPORT });
    try {
      const tab = await context.newPage();
      tab.setDefaultTimeout(TIMEOUT_MS);
      results.add(name, "all", id, await use(tab));
    } finally {
      await context.close();
    }
    console.log(`keeping, ${id}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  };
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const length of LENGTHS) await sit(`${length}`, (tab) => saving(tab, server.address, length));
      await sit("reopened", (tab) => reopening(tab, server.address));
    }
  } finally {
    server.close();
  }
}

/** The middle of the times from a label's key to “Saved”, behind so many earlier edits. */
async function saving(tab, address, length) {
  await tab.goto(`${address}empty.html`);
  const id = await fill(tab, length);
  await tab.goto(`${address}#/project/${id}`);
  await isOpen(tab);
  if (length > 0) await snapshotIsTaken(tab);
  await tab.locator(".ledger-row").first().waitFor();
  await tab.locator(".text").focus();
  await tab.keyboard.press("Control+Home");
  await tab.keyboard.press("m");
  const found = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    await tab.evaluate(() => {
      globalThis.isSaved = new Promise((done) => {
        let pressed = 0;
        document.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
        const shown = document.querySelector(".saving-state");
        const observer = new MutationObserver(() => {
          if (pressed === 0 || shown.dataset.state !== "saved") return;
          observer.disconnect();
          done(performance.now() - pressed);
        });
        observer.observe(shown, { attributeFilter: ["data-state"] });
      });
    });
    // The mark in focus gets another label.
    await tab.keyboard.press(String(1 + (edit + 2) % 5));
    found.push(await tab.evaluate(() => globalThis.isSaved));
  }
  return { ms: found.toSorted((a, b) => a - b)[EDITS >> 1] };
}

/** Puts a project with such a log into the database: notes on its 100 mentions, in turn. */
async function fill(tab, length) {
  const project = JSON.parse(projectFile(article(SIZES[0]), { alone: true }));
  const [[of, { p: layer }]] = Object.entries(project.layers);
  const mentions = Object.entries(layer.mentions);
  const made = (seq) => {
    if (seq === 0) return record(0, { do: "begin", project });
    const [mention, before] = mentions[seq % mentions.length];
    const operation = {
      do: "put_record", article: of, annotator: "p", kind: "mention", id: mention,
      record: { ...before, note: `note ${seq}` },
    };
    return record(seq, { do: "edit", label: "Note", operation });
  };
  for (let from = 0; from <= length; from += CHUNK) {
    const records = Array.from({ length: Math.min(CHUNK, length + 1 - from) }, (_, at) => made(from + at));
    await tab.evaluate(put, { id: project.id, from, records });
  }
  return project.id;
}

/** Runs in the page. */
async function put({ id, from, records }) {
  const request = indexedDB.open("standpoint", 2);
  request.onupgradeneeded = () => {
    for (const store of ["projects", "log", "settings", "snapshots"]) request.result.createObjectStore(store);
  };
  await new Promise((done) => { request.onsuccess = done; });
  const transaction = request.result.transaction(["projects", "log"], "readwrite");
  transaction.objectStore("projects").put(JSON.stringify({ name: "Stored", articles: 1, updated: "" }), id);
  records.forEach((kept, at) => transaction.objectStore("log").put(kept, [id, from + at]));
  await new Promise((done) => { transaction.oncomplete = done; });
  request.result.close();
}

const isOpen = (tab) => tab.locator("html[data-ready=article]").waitFor({ state: "attached" });

/** What is done when the hand rests must not lie in what is measured. */
const snapshotIsTaken = (tab) => tab.waitForFunction(async () => {
  const request = indexedDB.open("standpoint");
  await new Promise((done) => { request.onsuccess = done; });
  const count = request.result.transaction("snapshots").objectStore("snapshots").count();
  await new Promise((done) => { count.onsuccess = done; });
  request.result.close();
  return count.result > 0;
}, undefined, { polling: 500 });

/** The time from a click on a project's line to its painted article, and to have its bytes as plain objects. */
async function reopening(tab, address) {
  await tab.goto(`${address}?corpus=project.json`);
  await isOpen(tab);
  await tab.locator(".saving-state[data-state=saved]").waitFor();
  // Out of the way, so that the page that opens it has its memory to itself.
  await tab.goto(`${address}empty.html`);
  await tab.goto(address);
  const line = tab.getByRole("button", { name: /^Large/ });
  await line.waitFor();
  await tab.evaluate(() => {
    globalThis.isPainted = new Promise((done) => {
      document.addEventListener("click", (event) => {
        const look = () => {
          if (!document.querySelector(".text mark")) return requestAnimationFrame(look);
          // Behind the scripts, layout and painting of this frame.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - event.timeStamp);
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }, { capture: true, once: true });
    });
  });
  await line.click();
  const own = await tab.evaluate(() => globalThis.isPainted);
  await tab.goto(`${address}empty.html`);
  return { own, ...await tab.evaluate(readAndParse) };
}

/** Runs in the page. */
async function readAndParse() {
  const request = indexedDB.open("standpoint");
  await new Promise((done) => { request.onsuccess = done; });
  const began = performance.now();
  const log = request.result.transaction("log").objectStore("log").getAll();
  await new Promise((done) => { log.onsuccess = done; });
  const parsed = log.result.map((kept) => JSON.parse(kept));
  const plain = performance.now() - began;
  request.result.close();
  return { plain, records: parsed.length, bytes: log.result.reduce((sum, kept) => sum + kept.length, 0) };
}

const saved = (results, length) => results.median(name, "all", `${length}`, (sample) => sample.ms);

export function bars(results) {
  const found = LENGTHS.map((length) => saved(results, length));
  const ratio = found.includes(undefined) ? undefined : Math.max(...found) / Math.min(...found);
  const measure = `from an edit to “Saved”, the slowest of ${LENGTHS.map(whole).join(", ")} earlier edits beside the quickest`;
  return [{ ...atMost(measure, ratio, FLAT, "×"), against: ratio && `${ms(Math.max(...found))} to ${ms(Math.min(...found))}` }];
}

export function section(results) {
  const of = (pick) => results.median(name, "all", "reopened", pick);
  const [own, plain] = [of((sample) => sample.own), of((sample) => sample.plain)];
  return `## Keeping

From the key that gives a mark another label until the header says “Saved”, which it does when the database's strict
transaction has completed: the middle of ${EDITS} edits behind a log of so many earlier ones, with its snapshot taken.

${table(["earlier edits", "ms"], LENGTHS.map((length) => [whole(length), results.shown(name, "all", `${length}`, (sample) => sample.ms, ms)]))}

A project of ${whole(ARTICLES)} articles with ${whole(MENTIONS)} mentions each (${ms((of((sample) => sample.bytes) ?? 0) / 1e6)} MB in the database), from the click on its line
until its first article is painted, beside reading the same bytes from IndexedDB and \`JSON.parse\`.

${table(["Standpoint, ms", "IndexedDB and \`JSON.parse\`, ms", "×"], [[
    results.shown(name, "all", "reopened", (sample) => sample.own, ms),
    results.shown(name, "all", "reopened", (sample) => sample.plain, ms),
    own === undefined || plain === undefined ? "–" : times(own / plain),
  ]])}`;
}
