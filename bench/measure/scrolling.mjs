// From the top of the text to its end in steps, one in each frame.
import { ALL } from "../contestants.mjs";
import { atMost, atMostTimes, ms, table } from "../results.mjs";

export const name = "scrolling";
const SIZE = "1 MB";
const FRAMES = 120;
const longestMs = (sample) => sample.longestMs;
const taskMs = (sample) => sample.taskMs;

export const appliesTo = (_, text) => text === SIZE;

export async function measure(sitting) {
  await sitting.settle();
  const before = await sitting.taskMs();
  const scrolled = await sitting.ask("scrollThrough", FRAMES);
  const work = (await sitting.taskMs()) - before;
  return { ...scrolled, taskMs: work / FRAMES };
}

export function bars(results) {
  const own = (pick) => results.median(name, SIZE, "standpoint", pick);
  return [
    // Two intervals of a display with 60 frames a second, which clocks give as 33.3 or 33.4.
    atMost("scrolling 1 MB from end to end, longest frame", own(longestMs), 33.5),
    atMostTimes(
      "scrolling, task time per frame beside the plain page",
      own(taskMs),
      results.median(name, SIZE, "pre", taskMs),
      2,
    ),
  ];
}

export function section(results) {
  return `## Scrolling from end to end

${SIZE} in ${FRAMES} frames, more than a window each. The longest time between two frames, of which the display has
one every 16.7 ms, and the main thread's work for one.

${table(
    ["", "longest frame, ms", "work per frame, ms"],
    ALL.map(({ id, name: contestant }) => [
      contestant,
      results.shown(name, SIZE, id, longestMs, ms),
      results.shown(name, SIZE, id, taskMs, ms),
    ]),
  )}`;
}
