// Projects made for a test: texts of any length with marks where the test wants them.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { articleIsOpen, inEmptyFolder, load } from "./analyst.mjs";

const now = "2026-01-05T09:00:00.000Z";
const golden = fileURLToPath(new URL("../golden/project-1.0.json", import.meta.url));
const types = ["person", "organisation", "place", "event", "topic"];
const words = "the plan of a minister was praised by leaders while critics warned that its costs would rise".split(" ");

/** About so many bytes of ASCII, in paragraphs of a few hundred. The same each time. */
export function longText(bytes, between = "\n") {
  let seed = 7;
  const below = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const parts = [];
  for (let length = 0, left = 60; length < bytes; left -= 1) {
    const word = words[below(words.length)];
    const end = left === 0 ? `.${between}` : left % 17 === 0 ? ". " : " ";
    if (left === 0) left = 30 + below(60);
    parts.push(word, end);
    length += word.length + end.length;
  }
  return parts.join("").slice(0, bytes).trim();
}

/** So many spans of whole words spread over a text, each third one over the end of the one before. */
export function spread(text, count) {
  const found = [...text.matchAll(/\w+/g)].map(({ 0: word, index }) => [index, index + word.length]);
  const nth = (at) => Math.floor((at / count) * found.length);
  return Array.from({ length: count }, (_, at) => {
    const [first, length] = at % 3 === 2 ? [nth(at - 1), 4] : [nth(at), 1 + (at % 3)];
    return [found[first][0], found[Math.min(first + length, found.length) - 1][1]];
  });
}

const range = (text, [start, end]) => ({
  start, end,
  quote: { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - 24), start), suffix: text.slice(end, end + 24) },
});

const provenance = (more) => ({ annotator: "u-ada", created: now, updated: now, origin: "manual", ...more });

/** A mention on the spans of an ASCII text. */
export const mention = (text, spans, type, more = {}) =>
  ({ type, fragments: spans.map((span) => range(text, span)), provenance: provenance(more) });

/** A stance with these parts. */
export const stance = (text, polarity, parts) => ({
  polarity, holder: { kind: "AUTHOR" }, target: { kind: "proposition", words: "the plan" }, provenance: provenance(),
  ...Object.fromEntries(Object.entries(parts).map(([name, spans]) => [name, spans.map((span) => range(text, span))])),
});

/** One mention on each span, with the types in turn. */
export const mentions = (text, spans) => spans.map((span, at) => mention(text, [span], types[at % types.length]));

/** Opens a project with that text and those records, whose ids begin so. */
export async function openMarked(page, text, { mentions = [], stances = [], segments = [], ids = "r-0000000000-" }) {
  const numbered = (records, from) =>
    Object.fromEntries(records.map((record, at) => [`${ids}${String(from + at).padStart(6, "0")}`, record]));
  const article = {
    title: "Made", language: "en", added: now, source: { file: "made.txt", encoding: "UTF-8" },
    segments: segments.map(([kind, span]) => ({ kind, ...range(text, span) })),
    sha256: createHash("sha256").update(text).digest("hex"), text,
  };
  const layer = {
    status: "in_progress", mentions: numbered(mentions, 0), stances: numbered(stances, mentions.length), document_stances: {},
  };
  const project = {
    ...JSON.parse(await readFile(golden, "utf8")), id: "p-made", entities: {}, orphans: [],
    articles: { "a-0": article }, layers: { "a-0": { "u-ada": layer } },
  };
  await inEmptyFolder(async (folder) => {
    const path = join(folder, "made.json");
    await writeFile(path, JSON.stringify(project));
    await load(page, path);
    await articleIsOpen(page);
  });
}
