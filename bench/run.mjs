// Measures the release page beside an empty Yew page and writes RESULTS.md.
// Called by `cargo xtask bench`, which builds both:
//   node bench/run.mjs --page FOLDER --empty FOLDER
import { writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { NETWORKS, measureLoad } from "./load.mjs";
import { serveCompressed } from "./server.mjs";

const RUNS = 5;
const { values: folders } = parseArgs({ options: { page: { type: "string" }, empty: { type: "string" } } });

/** The pages with the address to open and the value of `data-ready` to wait for. */
const PAGES = [
  { name: "Standpoint, sample article", folder: folders.page, hash: "#/sample", ready: "article" },
  { name: "empty Yew page", folder: folders.empty, hash: "", ready: "page" },
];

const browser = await chromium.launch({
  executablePath: process.env.STANDPOINT_CHROMIUM,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const servers = await Promise.all(PAGES.map((page) => serveCompressed(page.folder)));
const results = [];
try {
  for (const network of NETWORKS) {
    const samples = PAGES.map(() => []);
    // Interleaved, so that a busy moment of the machine meets both pages.
    for (let run = 0; run < RUNS; run += 1) {
      for (const [index, page] of PAGES.entries()) {
        samples[index].push(await measureLoad(browser, servers[index], page, network));
      }
    }
    PAGES.forEach((page, index) => results.push({ page, network, samples: samples[index] }));
  }
} finally {
  await browser.close();
  servers.forEach((server) => server.close());
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const whole = (number) => Math.round(number).toLocaleString("en");
const rows = results.map(({ page, network, samples }) => {
  const times = samples.map((sample) => sample.readyMs);
  const range = `${whole(Math.min(...times))}–${whole(Math.max(...times))}`;
  const { bytes, requests } = samples.at(-1);
  return `| ${page.name} | ${network.name} | ${whole(median(times))} | ${range} | ${whole(bytes)} | ${requests} |`;
});
const gigabytes = Math.round(totalmem() / 2 ** 30);
const report = `# Results of \`cargo xtask bench\`

Chromium ${browser.version()}, headless; ${availableParallelism()} cores, ${gigabytes} GB of memory. Written by bench/run.mjs.

## From navigation to ready

Ready is an article on the screen that can be marked; for the empty page, its paragraph. Medians of
${RUNS} runs in turn with fresh profiles. Bytes are the bodies as gzip, level 9, up to ready.

| page | network | ready, ms | from–to, ms | bytes | requests |
|---|---|--:|--:|--:|--:|
${rows.join("\n")}
`;
writeFileSync(new URL("RESULTS.md", import.meta.url), report);
console.log(report);
