// Measures the release page beside plain pages and other annotators, and writes RESULTS.md.
// Called by `cargo xtask bench`, which builds the pages:
//   node bench/run.mjs --page FOLDER --empty FOLDER --others FOLDER [--only PART] [--quick]
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import * as exporting from "./measure/export.mjs";
import * as finding from "./measure/finding.mjs";
import * as importing from "./measure/import.mjs";
import * as jump from "./measure/jump.mjs";
import * as keeping from "./measure/keeping.mjs";
import * as marking from "./measure/marking.mjs";
import * as open from "./measure/open.mjs";
import * as scrolling from "./measure/scrolling.mjs";
import * as startUp from "./measure/start-up.mjs";
import * as weight from "./measure/weight.mjs";
import * as worstCases from "./measure/worst-cases.mjs";
import { report } from "./report.mjs";
import { Results } from "./results.mjs";
import * as sittings from "./sittings.mjs";
import { SIZES, article } from "./texts.mjs";

/** In the order of the report; on an open text they are taken in this order, too. */
const PARTS = [open, weight, marking, scrolling, jump, startUp, worstCases, finding, exporting, importing, keeping];
const RUNS = 3;

const { values: options } = parseArgs({
  options: {
    page: { type: "string" },
    empty: { type: "string" },
    others: { type: "string" },
    only: { type: "string" },
    quick: { type: "boolean", default: false },
  },
});
const parts = PARTS.filter(({ name }) => options.only === undefined || options.only === name);
if (parts.length === 0) {
  console.error(`expected one of ${PARTS.map(({ name }) => name).join(", ")} after --only, found ${options.only}`);
  process.exit(2);
}
const runs = options.quick ? 1 : RUNS;

const results = new Results();
const browser = await chromium.launch({
  executablePath: process.env.STANDPOINT_CHROMIUM,
  args: [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});
try {
  if (parts.includes(startUp)) await startUp.measureAll(browser, options, runs, results);
  const onTexts = parts.filter((part) => ![startUp, worstCases, finding, exporting, importing, keeping].includes(part));
  if (onTexts.length > 0) {
    // Every other step needs an open text.
    const steps = onTexts.includes(open) ? onTexts : [open, ...onTexts];
    await sittings.measureAll(browser, options, SIZES.map((size) => article(size)), steps, runs, results);
  }
  if (parts.includes(worstCases)) {
    await sittings.measureAll(browser, options, worstCases.texts(), [worstCases], runs, results);
  }
  if (parts.includes(finding)) await finding.measureAll(browser, options, runs, results);
  if (parts.includes(exporting)) await exporting.measureAll(browser, options, runs, results);
  if (parts.includes(importing)) await importing.measureAll(browser, options, runs, results);
  if (parts.includes(keeping)) await keeping.measureAll(browser, options, runs, results);
} finally {
  await browser.close();
}

const words = report(results, parts, { browser: browser.version(), runs });
console.log(words);
// A part of it, or a hurried one, is no record.
if (options.only === undefined && !options.quick) {
  writeFileSync(new URL("RESULTS.md", import.meta.url), words);
}
