// A project file of Standpoint around a generated text (docs/formats.md).
import { createHash } from "node:crypto";
import { TYPES, article } from "./texts.mjs";

const CONTEXT = 24;
const WHEN = "2026-01-05T09:00:00.000Z";
const COLOURS = ["blue", "purple", "green", "orange", "teal"];
/** The title of the article that is opened and measured. */
export const TARGET = "The measured text";

/** A project of three small articles and the measured one behind them, or of that one alone. */
export function projectFile(measured, { alone = false } = {}) {
  // Too few marks to be taken for those of the measured text, were it not there yet.
  const small = [2, 3, 4].map((seed) => article({ bytes: 3_000, annotations: 4 }, seed));
  const texts = alone ? [measured] : [...small, measured];
  const articles = {};
  const layers = {};
  texts.forEach(({ text, annotations }, index) => {
    const id = `a-${index}`;
    articles[id] = {
      title: index === texts.length - 1 ? TARGET : `Small text ${index + 1}`,
      language: "en",
      added: WHEN,
      source: { file: `${id}.txt`, encoding: "UTF-8" },
      sha256: createHash("sha256").update(text).digest("hex"),
      text,
    };
    const mentions = annotations.map((made) => [`${id}-${made.id}`, mention(text, made)]);
    layers[id] = {
      p: { status: "in_progress", mentions: Object.fromEntries(mentions), stances: {}, document_stances: {} },
    };
  });
  return JSON.stringify({
    format: "standpoint-project",
    version: "1.0",
    id: "w-bench",
    name: "Bench",
    annotators: { p: { name: "Bench" } },
    codebook: { name: "Bench", entity_types: TYPES.map(entityType), polarities: [], issues: [], fields: [] },
    entities: {},
    articles,
    layers,
    orphans: [],
  });
}

const entityType = (id, index) => ({
  id,
  label: id,
  glyph: id.slice(0, 3).toUpperCase(),
  colour: COLOURS[index],
  key: String(index + 1),
});

// The texts have no characters beyond the basic plane: UTF-16 units and code points are the same.
const mention = (text, { start, end, type }) => ({
  fragments: [{
    start,
    end,
    quote: {
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - CONTEXT), start),
      suffix: text.slice(end, end + CONTEXT),
    },
  }],
  type,
  provenance: { annotator: "p", created: WHEN, updated: WHEN, origin: "manual" },
});
