// From the release of the mouse over selected words until their mark is painted.
import { ALL } from "../contestants.mjs";
import { atMost, atMostTimes, median, ms, table } from "../results.mjs";
import { within } from "../sitting.mjs";
import { SIZES } from "../texts.mjs";

export const name = "marking";
const MARKS = 5;
/** A mark that is not there after this is not going to be. */
const MARK_LIMIT_MS = 20_000;
const workMs = (sample) => sample.workMs;
const paintedMs = (sample) => sample.paintedMs;
const frames = (sample) => sample.frames;

/** Marks several places in sight of the top; the medians of what they cost, and the longest frame. */
export async function measure(sitting) {
  const { tab } = sitting;
  await sitting.settle();
  if (sitting.contestant.id === "standpoint") await armLabel(tab);
  const marks = [];
  for (let nth = 0; nth < MARKS; nth += 1) {
    if (await sitting.ask("can", "arm")) await tab.evaluate(() => globalThis.contestant.arm());
    await sitting.settle();
    const place = await sitting.ask("wordsToMark", nth, MARKS);
    if (!place) throw new Error(`no words to mark in sight, ${nth} marks made`);
    marks.push(await markAt(sitting, place));
  }
  return {
    workMs: median(marks.map((mark) => mark.workMs)),
    paintedMs: median(marks.map((mark) => mark.ms)),
    frames: median(marks.map((mark) => mark.frames)),
    longestMs: Math.max(...marks.map((mark) => mark.longestMs)),
  };
}

/** A label's key without a selection arms it for all selections to come. */
async function armLabel(tab) {
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("1");
}

async function markAt(sitting, place) {
  const { tab } = sitting;
  const byMouse = !(await sitting.ask("can", "add"));
  let before = await sitting.taskMs();
  await sitting.ask("expectMark", place);
  if (byMouse) {
    await dragOver(tab, place);
    await sitting.settle();
    before = await sitting.taskMs();
    await tab.mouse.up();
  }
  const marked = await within(MARK_LIMIT_MS, tab.evaluate(() => globalThis.bench.marked));
  return { ...marked, workMs: (await sitting.taskMs()) - before };
}

async function dragOver({ mouse }, { from, to }) {
  await mouse.move(from.x, from.y);
  await mouse.down();
  // A hand passes places on its way; a press and a release in one frame may be no drag at all.
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 3 });
}

export function bars(results) {
  const own = (size, pick) => results.median(name, size, "standpoint", pick);
  return [
    ...SIZES.flatMap((size) => [
      atMost(`mouse up to mark painted at ${size.name}`, own(size.name, frames), 1, "frames"),
      atMost(`mouse up to mark painted at ${size.name}, main thread`, own(size.name, workMs), 12),
      atMostTimes(
        `mouse up to mark painted at ${size.name}, main thread beside the best annotator`,
        own(size.name, workMs),
        results.best(name, size.name, workMs)?.value,
        0.4,
      ),
    ]),
    atMostTimes("work of a mark at 1 MB, beside 10 KB", own("1 MB", workMs), own("10 KB", workMs), 1.25),
  ];
}

export function section(results) {
  const cell = (id) => (size) => [
    results.shown(name, size.name, id, workMs, ms),
    results.shown(name, size.name, id, paintedMs, ms),
    results.shown(name, size.name, id, frames, String),
  ];
  return `## Mouse up to mark painted

A label is armed and the mouse drags over free words near the text's top. Work is what the main thread
does from the release of the button until the mark has been painted; painted is the time until then,
frames how many are shown until then, the one with the mark included. mark.js and Recogito's
annotators mark by their calls instead, as RecogitoJS opens an editor at a selection and the text annotator does a
part of the work while the selection grows. In the plain \`<pre>\` nothing is marked: that is what the release of a
button and the measuring cost alone. ${MARKS} marks in each run.

${table(
    ["", ...SIZES.flatMap(({ name: size }) => [`${size}: work, ms`, "painted, ms", "frames"])],
    ALL.map(({ id, name: contestant }) => [contestant, ...SIZES.flatMap(cell(id))]),
  )}`;
}
