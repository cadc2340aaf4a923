// What was measured, and how to read it: medians, ratios, the best of the annotators.
import { OTHERS } from "./contestants.mjs";

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Samples of a step by text and contestant: objects of numbers, or `{ failed: reason }`. */
export class Results {
  #samples = new Map();

  add(step, text, id, sample) {
    const key = `${step}/${text}/${id}`;
    this.#samples.set(key, [...(this.#samples.get(key) ?? []), sample]);
  }

  samples(step, text, id) {
    return this.#samples.get(`${step}/${text}/${id}`) ?? [];
  }

  /** The median of what `pick` reads, or undefined where nothing was finished. */
  median(step, text, id, pick) {
    const numbers = this.samples(step, text, id).filter(({ failed }) => !failed).map(pick)
      .filter((number) => number !== undefined);
    return numbers.length > 0 ? median(numbers) : undefined;
  }

  /** The median for people, or why there is none. */
  shown(step, text, id, pick, form = ms) {
    const number = this.median(step, text, id, pick);
    if (number !== undefined) return form(number);
    return this.samples(step, text, id).find(({ failed }) => failed)?.failed ?? "–";
  }

  /** The smallest median of the annotators that finished: `{ value, name }`. */
  best(step, text, pick) {
    const finished = OTHERS.filter(({ isAnnotator }) => isAnnotator)
      .map(({ id, name }) => ({ name, value: this.median(step, text, id, pick) }))
      .filter(({ value }) => value !== undefined);
    return finished.sort((a, b) => a.value - b.value)[0];
  }
}

export const ms = (number) => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString("en"));
export const whole = (number) => Math.round(number).toLocaleString("en");
export const times = (number) => `${number.toFixed(2)} ×`;

/** A bar that a number is held against: at most `limit` of what it is measured in. */
export function atMost(measure, value, limit, unit = "ms") {
  const forms = { "×": times, frames: (number) => (number === 1 ? "1 frame" : `${number} frames`) };
  const form = forms[unit] ?? ((number) => `${ms(number)} ${unit}`);
  if (value === undefined || limit === undefined || Number.isNaN(value)) {
    return { measure, found: "not measured", bar: limit === undefined ? "–" : `at most ${form(limit)}`, isMet: false };
  }
  return { measure, found: form(value), bar: `at most ${form(limit)}`, isMet: value <= limit };
}

/** A bar on how many times another number one is. */
export const atMostTimes = (measure, value, other, limit) => (
  value === undefined || other === undefined
    ? atMost(measure, undefined, limit, "×")
    : { ...atMost(measure, value / other, limit, "×"), against: `${ms(value)} to ${ms(other)}` }
);

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}
