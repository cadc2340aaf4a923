// A row of the fault suite's table: so many runs of one fault, and what came of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chance, seed } from "./chance.mjs";
import { onStage } from "./stage.mjs";

const isFull = process.env.STANDPOINT_FAULTS === "full";
/** Enough to see what is wrong. */
const MOST_FAILURES = 3;

/** How many runs there are now of so many in full. */
export const runsOf = (full) => Number(process.env.STANDPOINT_FAULT_RUNS ?? (isFull ? full : Math.max(3, Math.ceil(full / 50))));

/** What a row counts. */
export class Tally {
  acknowledged = 0;
  lost = 0;
  halves = 0;
  /** Everything else that its bar asks: name → the values that were seen. */
  #more = new Map();
  failures = [];

  /** Adds what a notebook found. */
  add({ lost, halves, said }, run) {
    this.lost += lost;
    this.halves += halves;
    if (lost > 0 || halves > 0) this.fail(run, `${lost} lost, ${halves} half-applied. ${said || ""}`);
  }

  /** Something else that must not be. */
  fail(run, why) {
    this.failures.push(`run ${run}: ${why}`);
  }

  /** A figure of one run. */
  note(name, value) {
    this.#more.set(name, [...(this.#more.get(name) ?? []), value]);
  }

  /** The figures: of times the middle and the longest, of all else the sum. */
  get words() {
    return [...this.#more].map(([name, values]) => {
      const sorted = values.toSorted((a, b) => a - b);
      if (!name.endsWith("ms")) return `${name} ${sorted.reduce((sum, value) => sum + value, 0)}`;
      const [middle, longest] = [sorted[sorted.length >> 1], sorted.at(-1)].map((value) => Math.round(value));
      return `${name.replace(/,? ms$/, "")} ${middle} ms, at most ${longest}`;
    }).join("; ");
  }
}

/**
 * Makes `fault` happen `full` times, or as often as was asked for. `body` gets the row's `Sitting` and its
 * stage; `pages`, a function, gives what is served there in place of the built pages.
 */
export function row(fault, full, body, pages = async () => ({})) {
  const runs = runsOf(full);
  test(fault, { timeout: 4 * 3_600_000 }, async (t) => {
    const tally = new Tally();
    const sitting = new Sitting(fault, runs, tally);
    try {
      await onStage((stage) => body(sitting, stage), await pages());
    } finally {
      const { acknowledged, lost, halves, words } = tally;
      const cells = [fault, sitting.done, acknowledged, lost, halves, words, seed];
      t.diagnostic(`| ${cells.join(" | ")} |`);
    }
    assert.deepEqual(tally.failures, [], `STANDPOINT_SEED=${seed}`);
  });
}

class Sitting {
  done = 0;

  constructor(fault, runs, tally) {
    Object.assign(this, { fault, runs, tally });
  }

  /** Calls `one` for each run with its number and its chance, until something has failed too often. */
  async each(one) {
    for (let run = 0; run < this.runs && this.tally.failures.length < MOST_FAILURES; run += 1) {
      try {
        await one(run, new Chance(this.fault, run));
      } catch (error) {
        this.tally.fail(run, error.stack);
      }
      this.done = run + 1;
      if (this.done % 20 === 0) console.error(`${this.fault}: ${this.done} of ${this.runs}`);
    }
  }
}

/** Works until the fault has happened: an edit that it cuts off is no failure. */
export async function until(fault, work) {
  let isOver = false;
  const over = fault.finally(() => { isOver = true; });
  over.catch(() => {});
  while (!isOver) {
    const working = work();
    try {
      await Promise.race([working, over]);
    } catch (error) {
      // The hand may see the fault before it is reported.
      await Promise.race([over, later(30_000)]);
      if (!isOver) throw error;
    }
    // What was begun must not reach into the next run.
    if (isOver) await Promise.race([working.catch(() => {}), later(5_000)]);
  }
  return fault;
}

export const later = (ms) => new Promise((done) => { setTimeout(done, ms); });
