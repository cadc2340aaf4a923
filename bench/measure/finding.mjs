// A large project: its picture, a search over it, all places of a name, each from the key to painted.
import { projectOf } from "../project-file.mjs";
import { atMost, atMostTimes, ms, table, whole } from "../results.mjs";
import { serveCompressed } from "../server.mjs";
import { corpus } from "../texts.mjs";

export const name = "finding";
const ARTICLES = 1_000;
const BYTES = 30_000;
const STANCES = 20;
const MENTIONS = 80;
const VIEWPORT = { width: 1280, height: 800 };
const TIMEOUT_MS = 120_000;
/** A name that one word in two hundred is, and a word that one in thirty is. */
const NAME = "Norwick";
const FREQUENT = "the";
const BAR_MS = 100;

const STEPS = [
  { id: "matrix", words: "opening the matrix (`w`)" },
  { id: "search", words: `a letter typed in the search (the last of “${NAME}”)` },
  { id: "article", words: "all places of a name in its article (`a`)" },
  { id: "everywhere", words: "the same over all articles (Space on “In all articles”)" },
];
const SCANS = [
  { id: "name", words: NAME, limit: 3 },
  { id: "frequent", words: FREQUENT, limit: 1 },
];

/** Adds a sample of each step for each run, in a fresh profile. */
export async function measureAll(browser, { page: folder }, runs, results) {
  const texts = corpus({ count: ARTICLES, bytes: BYTES, frequent: FREQUENT });
  const made = projectOf(texts, { mentions: MENTIONS, stances: STANCES, first: NAME });
  const server = await serveCompressed(folder, { "project.json": made });
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ viewport: VIEWPORT, serviceWorkers: "block" });
      try {
        const tab = await context.newPage();
        tab.setDefaultTimeout(TIMEOUT_MS);
        const began = Date.now();
        await use(tab, server.address, texts, results);
        console.log(`${ARTICLES} articles: ${((Date.now() - began) / 1000).toFixed(1)} s`);
      } finally {
        await context.close();
      }
    }
  } finally {
    server.close();
  }
}

async function use(tab, address, texts, results) {
  const note = (id, sample) => results.add(name, "30 MB", id, sample);
  await tab.goto(`${address}?corpus=project.json`);
  await tab.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await tab.locator(".saving-state[data-state=saved]").waitFor();
  // All of the program is here, and the page at rest.
  await tab.locator(".ledger-row").first().waitFor();
  // The list of marks is drawn; what is put off until the page idles (a snapshot) has no sign of its own.
  await tab.waitForTimeout(1_000);
  await tab.locator(".text").focus();

  note("matrix", { ms: await painted(tab, "w", ".matrix [data-cell]") });
  await tab.keyboard.press("w");
  await tab.locator(".text").focus();

  // The name is marked in the first article, as its first mark.
  await tab.keyboard.press("Control+Home");
  await tab.keyboard.press("m");
  note("article", { ms: await painted(tab, "a", ".hit") });
  await tab.getByRole("checkbox", { name: "In all articles" }).focus();
  note("everywhere", { ms: await painted(tab, "Space", ".everywhere [role=status]", " in all articles") });
  await tab.keyboard.press("Escape");

  await tab.keyboard.press("F");
  await tab.locator("#search-words").waitFor();
  await tab.locator("#search-words").fill("");
  await tab.keyboard.type(NAME.slice(0, -1));
  await tab.locator(".search-count", { hasText: /articles$/ }).waitFor();
  note("search", { ms: await painted(tab, NAME.at(-1), ".search-row mark", NAME) });

  for (const { id, words } of SCANS) {
    const plain = await tab.evaluate(indexOfAll, { texts: texts.map(({ text }) => text), words });
    const own = await searched(tab, words);
    note(id, { own: own.ms, found: own.found, plain: plain.ms, indexOf: plain.found });
  }
}

/** Milliseconds from a key until an element with these words has been painted. */
async function painted(tab, key, selector, words = "") {
  await tab.evaluate(({ selector, words }) => {
    globalThis.painted = new Promise((done) => {
      document.addEventListener("keydown", (event) => {
        const pressed = event.timeStamp;
        const look = () => {
          const shown = document.querySelector(selector);
          if (!shown?.textContent.includes(words)) return requestAnimationFrame(look);
          // Behind the scripts, layout and painting of this frame.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - pressed);
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      }, { capture: true, once: true });
    });
  }, { selector, words });
  await tab.keyboard.press(key);
  return tab.evaluate(() => globalThis.painted);
}

/** The time of all strokes of a search, by the marks that the page leaves on the browser's timeline. */
async function searched(tab, words) {
  await tab.locator("#search-words").fill("");
  await tab.locator(".search-count", { hasText: /^$/ }).waitFor({ state: "attached" });
  await tab.evaluate(() => performance.clearMarks());
  await tab.locator("#search-words").fill(words);
  await tab.locator(".search-count", { hasText: /articles$/ }).waitFor();
  return tab.evaluate(() => {
    const at = (name) => performance.getEntriesByName(name).map(({ startTime }) => startTime);
    const [begun, ended] = [at("search"), at("searched")];
    const count = document.querySelector(".search-count").textContent;
    return { ms: ended.reduce((sum, end, index) => sum + end - begun[index], 0), found: Number.parseInt(count, 10) };
  });
}

/** Runs in the page: every place of the words in all texts, case as it is. */
function indexOfAll({ texts, words }) {
  // A string that came in is copied flat before it is searched.
  texts.forEach((text) => text.charCodeAt(text.length - 1));
  const began = performance.now();
  const found = [];
  for (const text of texts) {
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) found.push(at);
  }
  return { ms: performance.now() - began, found: found.length };
}

export function bars(results) {
  const of = (id, pick) => results.median(name, "30 MB", id, pick);
  return [
    ...STEPS.map(({ id, words }) => atMost(`1,000 articles: ${words}`, of(id, (sample) => sample.ms), BAR_MS)),
    ...SCANS.map(({ id, words, limit }) => atMostTimes(`every “${words}” in 30 MB, beside \`indexOf\``,
      of(id, (sample) => sample.own), of(id, (sample) => sample.plain), limit)),
  ];
}

export function section(results) {
  const shown = (id, pick, form) => results.shown(name, "30 MB", id, pick, form);
  return `## A large project

1,000 articles of 30 KB with 80 mentions and 20 stances each, in one project. From the key until the frame with the
answer is painted.

${table(["", "ms"], STEPS.map(({ id, words }) => [words, shown(id, (sample) => sample.ms, ms)]))}

Every place of some words in all texts: the strokes of Standpoint's search, which ignores case, quotes and accents' forms and keeps each
place, beside \`indexOf\` of the same strings in the same page, which counts capitals.

${table(["", "Standpoint, ms", "\`indexOf\`, ms", "Standpoint found", "\`indexOf\` found"], SCANS.map(({ id, words }) => [
    words,
    shown(id, (sample) => sample.own, ms),
    shown(id, (sample) => sample.plain, ms),
    shown(id, (sample) => sample.found, whole),
    shown(id, (sample) => sample.indexOf, whole),
  ]))}`;
}
