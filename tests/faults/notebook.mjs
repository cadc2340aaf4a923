// What the page has to have kept, written down outside of it: a naive model of the project after each
// edit, and which edits the page has called saved.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const golden = new URL("../golden/project-1.0.json", import.meta.url);
/** The id of the project that all runs begin with. */
export const PROJECT = "p-faults";
const ARTICLE = "a-0";
const ANNOTATOR = "u-ada";
/** The codebook's types, in the order of their keys from 1. */
export const TYPES = ["person", "organisation", "place", "event", "topic"];
const NAMES = ["Norwick", "Merava", "Tolland"];

/** Words that occur once, between names that occur often; positions differ in every unit of text. */
function makeText() {
  const parts = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"];
  const words = Array.from({ length: 96 }, (_, at) =>
    (at % 6 === 5 ? NAMES[((at - 5) / 6) % NAMES.length] : `${parts[at % 10]}${parts[Math.floor(at / 10)]}n`));
  const lines = [];
  for (let from = 0; from < words.length; from += 24) lines.push(`💩 é ${words.slice(from, from + 24).join(" ")}.`);
  return lines.join("\n");
}

export const text = makeText();

/** The text's words that edits are about: where they stand in code points (files) and UTF-16 (the page). */
export const words = [...text.matchAll(/[A-Za-z]{4,}/g)].map(({ 0: word, index }) => {
  const start = [...text.slice(0, index)].length;
  return { word, index, start, end: start + word.length };
});

/** The project as the runs begin: one article, nothing marked. */
export function beginning() {
  const article = {
    title: "Faults", language: "en", added: "2026-01-05T09:00:00.000Z",
    source: { file: "faults.txt", encoding: "UTF-8" }, segments: [],
    sha256: createHash("sha256").update(text).digest("hex"), text,
  };
  return {
    ...JSON.parse(readFileSync(golden, "utf8")), id: PROJECT, name: "Faults", entities: {}, orphans: [],
    articles: { [ARTICLE]: article }, layers: {},
  };
}

/** The marks in a project's file, as the model has them: `start-end` → `type note`, in order. */
export function marksIn(project) {
  const mentions = Object.values(project.layers[ARTICLE]?.[ANNOTATOR]?.mentions ?? {});
  const marks = mentions.map(({ type, fragments, note = "" }) =>
    [fragments.map(({ start, end }) => `${start}-${end}`).join(","), `${type} ${note}`]);
  return new Map(marks.sort());
}

const shown = (marks) => JSON.stringify([...marks].sort());

/** The project after some edits, with what can be undone and redone. Never changes. */
class Model {
  constructor(marks = new Map(), undo = [], redo = []) {
    Object.assign(this, { marks, undo, redo });
  }

  /** The state after an edit. */
  after(edit) {
    const { marks, undo, redo } = this;
    if (edit.do === "undo") return new Model(undo.at(-1), undo.slice(0, -1), [...redo, marks]);
    if (edit.do === "redo") return new Model(redo.at(-1), [...undo, marks], redo.slice(0, -1));
    const next = new Map(marks);
    if (edit.do === "unmark") next.delete(place(edit.word));
    else if (edit.do === "note") next.set(place(edit.word), `${this.typeAt(edit.word)} ${edit.note}`);
    else for (const word of edit.words ?? [edit.word]) next.set(place(word), `${edit.type} `);
    return new Model(next, [...undo, marks], []);
  }

  typeAt(word) {
    return this.marks.get(place(word)).split(" ")[0];
  }

  isMarked(word) {
    return this.marks.has(place(word));
  }
}

const place = ({ start, end }) => `${start}-${end}`;

/** The log of one project's edits, kept by this process. */
export class Notebook {
  /** The state after each edit, from none on; the page's log has a record for each of them. */
  #states = [new Model()];
  /** How many edits the page has shown as saved since they were last looked for. */
  #saved = 0;
  #looked = 0;
  #comparisons = 0;
  /** The kinds of all edits that were begun. */
  #begun = [];
  /** So many acknowledged edits have been looked for. */
  acknowledged = 0;

  get model() {
    return this.#states.at(-1);
  }

  /** How many edits were begun. */
  get edits() {
    return this.#states.length - 1;
  }

  /** How many of them the page has called saved. */
  get saved() {
    return this.#saved;
  }

  /**
   * Fails once something has been compared since this was asked for: an edit that a fault cut off must not
   * go on in the next run.
   */
  guard() {
    const now = this.#comparisons;
    return () => {
      if (this.#comparisons !== now) throw new Error("the run is over");
    };
  }

  /** An edit that the hand is about to make. */
  begin(edit) {
    this.#states.push(this.model.after(edit));
    this.#begun.push(edit.do);
  }

  /** What the page shows, after so many edits of which it has heard. */
  see({ state, edits }) {
    if (state === "saved") this.#saved = Math.max(this.#saved, edits);
  }

  /**
   * Compares with what was found after a fault: the marks of the project, and the number of edits in the
   * log. How many acknowledged edits are lost, and whether one is there in part.
   */
  check(marks, edits) {
    const found = shown(marks);
    const expected = this.#states[edits];
    const lost = Math.max(0, this.#saved - edits);
    const halves = expected && shown(expected.marks) === found ? 0 : 1;
    const said = `${edits} edits in the log, ${this.#saved} shown as saved, ${this.edits} made, `
      + `the last of them ${this.#begun.slice(-4).join(", ")}; `
      + `expected ${expected ? shown(expected.marks) : "no more edits"}, found ${found}`;
    return { lost, halves, said };
  }

  /** The same for the project's file; the work goes on from what was found. */
  compare(project, edits) {
    const checked = this.check(marksIn(project), edits);
    this.#comparisons += 1;
    this.acknowledged += this.#saved - this.#looked;
    this.#states.length = Math.min(edits, this.edits) + 1;
    if (checked.halves) this.#states[this.edits] = new Model(marksIn(project));
    this.#saved = this.#looked = this.edits;
    return checked;
  }

  /** An edit that fits the state at hand. */
  choose(chance) {
    const { model } = this;
    const [marked, free] = [true, false].map((is) => words.filter((word) => model.isMarked(word) === is));
    const kinds = [
      ...Array(free.length > 20 ? 6 : 1).fill("mark"), ...(marked.length > 8 ? ["unmark", "unmark"] : []),
      ...(marked.length > 0 ? ["note"] : []), ...(model.undo.length > 0 ? ["undo", "undo"] : []),
      ...(model.redo.length > 0 ? ["redo"] : []), "all", "all",
    ];
    const kind = chance.of(kinds);
    if (kind === "undo" || kind === "redo") return { do: kind };
    if (kind === "unmark") return { do: kind, word: chance.of(marked) };
    if (kind === "note") return { do: kind, word: chance.of(marked), note: chance.letters(chance.between(3, 12)) };
    // One place of a name is marked, and it has others that are not.
    const names = marked.filter(({ word }) => free.some((other) => other.word === word));
    if (kind === "all" && names.length > 0) {
      const word = chance.of(names);
      return { do: kind, word, words: free.filter((other) => other.word === word.word), type: model.typeAt(word) };
    }
    return free.length > 0 ? { do: "mark", word: chance.of(free), type: chance.of(TYPES) } : { do: "unmark", word: chance.of(marked) };
  }
}
