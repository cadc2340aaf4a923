// From the call that opens a text until its marks in sight are painted.
import { ALL } from "../contestants.mjs";
import { atMostTimes, ms, table, times } from "../results.mjs";
import { SIZES } from "../texts.mjs";

export const name = "open";
const openMs = (sample) => sample.openMs;

export const measure = (sitting) => sitting.ask("open");

export function bars(results) {
  const against = (size, page, annotator) => [
    atMostTimes(`open ${size}, beside the plain page`, ...pair(results, size, "pre"), page),
    atMostTimes(
      `open ${size}, beside the best annotator`,
      results.median(name, size, "standpoint", openMs),
      results.best(name, size, openMs)?.value,
      annotator,
    ),
  ];
  return [...against("1 MB", 0.25, 0.1), ...against("100 KB", 1, 0.2)];
}

const pair = (results, size, other) => ["standpoint", other].map((id) => results.median(name, size, id, openMs));

export function section(results) {
  const cell = (id) => (size) => {
    const [plain, number] = ["pre", id].map((one) => results.median(name, size.name, one, openMs));
    const shown = results.shown(name, size.name, id, openMs, ms);
    return number === undefined || plain === undefined ? [shown, "–"] : [shown, times(number / plain)];
  };
  return `## Opening a text

From the call that opens it, with the program running and the text and its annotations in memory, until
the marks in sight are painted. × is beside the plain \`<pre>\`.

${table(
    ["ms", ...SIZES.flatMap((size) => [`${size.name}, ${size.annotations.toLocaleString("en")}`, "×"])],
    ALL.map(({ id, name: contestant }) => [contestant, ...SIZES.flatMap(cell(id))]),
  )}`;
}
