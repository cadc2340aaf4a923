// A project file of Standpoint around a generated text (docs/formats.md).
import { createHash } from "node:crypto";
import { TYPES, article, words } from "./texts.mjs";

const CONTEXT = 24;
const ENTITIES = 40;
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

/**
 * A project of many articles with so many mentions and stances each, over 40 entities. The first
 * mention of the first article stands on the name `first`.
 */
export function projectOf(texts, { mentions, stances, first }) {
  const entities = Object.fromEntries(Array.from({ length: ENTITIES }, (_, index) => [
    `e-${index}`, { name: `Entity ${index}`, type: TYPES[index % 5] },
  ]));
  const articles = {};
  const layers = {};
  texts.forEach(({ title, text }, index) => {
    const id = `a-${String(index).padStart(4, "0")}`;
    articles[id] = {
      title, outlet: `Outlet ${index % 12}`, published: `2026-01-${String(1 + (index % 28)).padStart(2, "0")}`, language: "en", added: WHEN,
      source: { file: `${id}.txt`, encoding: "UTF-8" },
      sha256: createHash("sha256").update(text).digest("hex"), text,
    };
    const places = words(text, mentions + stances);
    if (index === 0) {
      const start = text.indexOf(first);
      // None before it, so that it is the first mark.
      places.forEach((place, at) => { if (place.start < start + first.length) places[at] = { start, end: start + first.length }; });
    }
    const made = places.map((place, at) => [`${id}-${String(at).padStart(3, "0")}`, place, (index + at) % ENTITIES]);
    layers[id] = {
      p: {
        status: "in_progress",
        mentions: Object.fromEntries(made.slice(0, mentions).map(([record, place, at]) => [record, {
          ...lean(text, place), type: TYPES[at % 5], entity: `e-${at}`,
        }])),
        stances: Object.fromEntries(made.slice(mentions).map(([record, place, at]) => [record, stance(text, place, at)])),
        document_stances: {},
      },
    };
  });
  return JSON.stringify({
    format: "standpoint-project", version: "1.0", id: "w-large", name: "Large",
    annotators: { p: { name: "Bench" } },
    codebook: { name: "Bench", entity_types: TYPES.map(entityType), polarities: [], issues: [], fields: [] },
    entities, articles, layers, orphans: [],
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

/** Without the words around, so that a large project stays below what a file may have. */
const lean = (text, { start, end }) => ({
  fragments: [{ start, end, quote: { exact: text.slice(start, end) } }],
  provenance: { annotator: "p", created: WHEN, updated: WHEN, origin: "manual" },
});

const stance = (text, place, at) => {
  const { fragments, provenance } = lean(text, place);
  return {
    holder: { kind: "entity", id: `e-${at}` },
    target: { kind: "entity", id: `e-${(at * 7 + 3) % ENTITIES}` },
    polarity: at % 3 === 0 ? "AGAINST" : "FAVOR",
    expression: fragments,
    provenance,
  };
};
