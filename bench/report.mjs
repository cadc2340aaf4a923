// RESULTS.md: the bars first, then what was measured of whom.
import { availableParallelism, cpus, totalmem } from "node:os";
import { table } from "./results.mjs";
import { LIMIT_MS } from "./sitting.mjs";
import { SLOW_MS } from "./sittings.mjs";

export function report(results, parts, { browser, runs }) {
  const bars = parts.flatMap((part) => part.bars(results));
  const met = bars.filter(({ isMet }) => isMet).length;
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const machine = `${availableParallelism()} cores (${cpus()[0].model.trim()}), ${gigabytes} GB of memory`;
  return `# Results of \`cargo xtask bench\`

Chromium ${browser}, headless, window of 1280 × 800; ${machine}. Written by bench/run.mjs.

## Bars

${met} of ${bars.length} are met.

${table(
    ["Standpoint", "found", "of", "bar", ""],
    bars.map(({ measure, found, against, bar, isMet }) => [measure, found, against ?? "", bar, isMet ? "met" : "**missed**"]),
  )}

${parts.map((part) => part.section(results)).join("\n\n")}

## How it is measured

- Numbers are medians of ${runs} runs, the contestants in turn and each in a fresh profile. Who needs more than ${SLOW_MS / 1000} s
  to open a text is measured with it once. The best annotator is the one with the smallest median of those
  that finished; plain pages and mark.js are none.
- The texts are generated from a seed (bench/texts.mjs): 10 KB with 100 annotations, 100 KB with 1,000 and 1 MB with
  10,000, a third of which overlap the one before. All programs show them in a column of about the same width, the plain
  page as Chromium shows a text file.
- Standpoint opens a project of four articles with \`?corpus=\`; once it is saved and at rest, the click on the fourth
  in the list is its call. The others get the text and the annotations in memory, with their script loaded, by the
  calls that their documentation names (bench/others/src); putting the text on the page is a part of it.
- Painted: in the first frame in which the marks in sight are found on the page, the time after the scripts, layout and
  painting of that frame. Compositing in other threads is not in it.
- Work is the browser's count of the main thread's tasks (\`TaskDuration\`), the harness's own looks included. The plain
  page's, where nothing is marked, is the least that can be found.
- A contestant that does not answer within ${LIMIT_MS / 1000} s is noted as such, and its page is closed.
- react-text-annotate draws overlapping words twice, and mark.js leaves overlapping ranges out: neither shows overlap.
  A smooth scroll is a part of a jump that scrolls smoothly.
`;
}
