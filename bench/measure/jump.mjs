// From the top to the last annotation, by the program's own way of jumping.
import { ALL } from "../contestants.mjs";
import { atMost, ms, table } from "../results.mjs";

export const name = "jump";
const SIZE = "1 MB";
const CAN_JUMP = ["standpoint", "marks", "text-annotator-spans", "text-annotator-highlights"];
const jumpMs = (sample) => sample.ms;
const movedPx = (sample) => sample.movedPx ?? Number.POSITIVE_INFINITY;

export const appliesTo = ({ id }, text) => text === SIZE && CAN_JUMP.includes(id);

export async function measure(sitting) {
  await sitting.settle();
  const jumped = await sitting.ask("jump");
  return jumped.refused ? { failed: "refused" } : jumped;
}

export function bars(results) {
  const own = (pick) => results.median(name, SIZE, "standpoint", pick);
  return [
    atMost("jump to the last annotation, to painted", own(jumpMs), 50),
    atMost("jump to the last annotation, moved afterwards", own(movedPx), 1, "px"),
  ];
}

export function section(results) {
  return `## Jump to the last annotation

${SIZE}, from the top: a click on the last row of Standpoint's list of marks, \`scrollIntoView\` of Recogito's text
annotator and of the last \`<mark>\`. The others have no call for it. Until the annotation is in sight and
painted; moved is how far it went in the 20 frames after that.

${table(
    ["", "ms", "moved, px"],
    ALL.filter(({ id }) => CAN_JUMP.includes(id)).map(({ id, name: contestant }) => [
      contestant,
      results.shown(name, SIZE, id, jumpMs, ms),
      results.shown(name, SIZE, id, movedPx, ms),
    ]),
  )}`;
}
