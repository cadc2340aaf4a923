// Texts without a place to break, and marks upon marks: does any frame take long?
import { ALL } from "../contestants.mjs";
import { atMost, ms, table } from "../results.mjs";
import { worstCases } from "../texts.mjs";
import * as marking from "./marking.mjs";
import * as scrolling from "./scrolling.mjs";

export const name = "worst-cases";
const MEASURED = ["standpoint", "pre"];
const PHASES = { opens: "openMs", scrolls: "scrollMs", edits: "editMs" };

/** The texts to open, each with those who open it. */
export const texts = worstCases;
export const appliesTo = ({ id }) => MEASURED.includes(id);

/** The longest frame while the text is opened, scrolled and marked. */
export async function measure(sitting) {
  const opened = await sitting.ask("open");
  const edited = await marking.measure(sitting);
  const scrolled = await scrolling.measure(sitting);
  return { openMs: opened.longestMs, scrollMs: scrolled.longestMs, editMs: edited.longestMs };
}

export function bars(results) {
  return worstCases().flatMap(({ name: text }) => Object.entries(PHASES).map(([phase, field]) => (
    atMost(`${text}: ${phase}`, results.median(name, text, "standpoint", (sample) => sample[field]), 100)
  )));
}

export function section(results) {
  const rows = worstCases().flatMap(({ name: text }) => ALL.filter(appliesTo).map(({ id, name: contestant }) => [
    `${text}: ${contestant}`,
    ...Object.values(PHASES).map((field) => results.shown(name, text, id, (sample) => sample[field], ms)),
  ]));
  return `## Worst cases

The longest time between two frames while the text is opened, scrolled, and marked in sight of its top.

${table(["ms", "opening", "scrolling", "marking"], rows)}`;
}
