// Texts with annotations to measure with: made from a seed, so that each run has the same ones.

const WORDS = `
  about account across after again against agreed along already among answer argue argument before began behind
  believe between beyond board border bridge bring brought budget called campaign carry cause change chapter charge
  choice citizen claim clear close coast council country court crowd daily debate decide defend delay demand deny
  district doubt early east economy effort elect empty enough evening event every expect explain failed fair farmers
  figure final follow force formal fresh future garden gather general given grain ground group growth harbour heard
  heavy history hoped hour house however humble idea impose income inquiry insist issue joined judge keep known labour
  large later launch leader leave letter level limit little local lower major manner market matter meadow measure
  meeting member mill minister minor month morning motion narrow nation nearby never nobody north note number obvious
  offer office often open opinion option order other owner paper parish party people permit place plain plan point
  policy poor press price prompt proper protest public quarter question quiet quote railway raise rather reason recent
  record refuse region remain repair reply report rest result return river road rule season second seek senior serve
  session settle several shared short since slow south speak spoke stand state station still stone strike strong
  summer support surely table taken talks their though threat today toll toward town trade treaty trouble trust under
  union until urge valley value verdict village voice vote wages waiting water wealth weather west whole winter within
  witness worker worth written young`.trim().split(/\s+/);
const NAMES = `Aldine Berrick Corvey Dunmore Élise Farrow Gesine Halvard Ismene Jorund Köhler Lovell Maren Norwick Oriel
  Pellow Quill Rosamund Søren Thorne Ulrike Vasko Wexford Yarrow Zoë`.trim().split(/\s+/);
/** The ids of the entity types that annotations have in turn. */
export const TYPES = ["person", "organisation", "place", "event", "topic"];

/** The sizes that everything is measured at. */
export const SIZES = [
  { name: "10 KB", bytes: 10_000, annotations: 100 },
  { name: "100 KB", bytes: 100_000, annotations: 1_000 },
  { name: "1 MB", bytes: 1_000_000, annotations: 10_000 },
];

/** A text of a size, with that many annotations, a third of which overlap the one before. */
export function article({ name, bytes, annotations }, seed = 1) {
  const random = randomFrom(seed);
  const text = prose(random, bytes, "\n");
  return { name, text, annotations: spread(random, text, annotations) };
}

/** The texts that have no place to break, or marks without a place between them. */
export function worstCases() {
  const random = randomFrom(7);
  const line = prose(random, 1_000_000, " ");
  const dense = prose(random, 20_000, " ");
  const deep = prose(random, 4_000, " ");
  const rest = prose(random, 40_000, "\n");
  const first = (paragraph, annotations) => ({ text: `${paragraph}\n${rest}`, annotations });
  return [
    { name: "one line of 1 MB, 1,000 marks", text: line, annotations: spread(random, line, 1_000) },
    { name: "1,000 marks on one paragraph of 20 KB", ...first(dense, spread(random, dense, 1_000)) },
    { name: "200 nested marks", ...first(deep, nested(deep, 200)) },
  ];
}

/** Many articles in which one word stands as often as an article does in English. */
export function corpus({ count, bytes, frequent }, seed = 11) {
  const random = randomFrom(seed);
  const others = / (?:about|account|across|after|again|against|agreed|along|already|among)(?= )/g;
  return Array.from({ length: count }, (_, index) => ({
    title: `Article ${index + 1}`,
    text: prose(random, bytes, "\n").replaceAll(others, ` ${frequent}`),
  }));
}

/** The start and end of so many words, evenly spread. */
export function words(text, count) {
  return Array.from({ length: count }, (_, index) => (
    wordsFrom(text, wordAt(text, Math.floor((index * text.length) / count)), 1)[0]
  ));
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const among = (random, list) => list[Math.floor(random() * list.length)];
const between = (random, from, to) => from + Math.floor(random() * (to - from + 1));

/** Paragraphs of about 600 characters, with `separator` between them, of `bytes` in all. */
function prose(random, bytes, separator) {
  const paragraphs = [];
  for (let length = 0; length < bytes;) {
    const sentences = Array.from({ length: between(random, 3, 11) }, () => sentence(random));
    const paragraph = sentences.join(" ");
    paragraphs.push(paragraph);
    length += Buffer.byteLength(paragraph) + 1;
  }
  // Cut back to the size, at the end of a word.
  const whole = Buffer.from(paragraphs.join(separator)).subarray(0, bytes).toString();
  return `${whole.slice(0, whole.lastIndexOf(" "))}.`;
}

function sentence(random) {
  const words = Array.from({ length: between(random, 6, 18) }, () => (
    among(random, random() < 0.12 ? NAMES : WORDS)
  ));
  const line = words.join(" ");
  const capital = line[0].toUpperCase() + line.slice(1);
  if (random() < 0.1) return `“${capital}.”`;
  return `${capital}.`;
}

/**
 * Annotations over a text, evenly spread, sorted by start. Two of three stand free; the third begins
 * inside of the second and ends before it or beyond it.
 */
function spread(random, text, count) {
  const free = Math.ceil((count * 2) / 3);
  const slot = text.length / free;
  const made = [];
  for (let index = 0; made.length < count; index += 1) {
    const from = wordAt(text, Math.floor(index * slot));
    const isShared = index % 2 === 1;
    const words = wordsFrom(text, from, isShared ? between(random, 2, 4) : between(random, 1, 3));
    made.push({ start: words[0].start, end: words.at(-1).end });
    if (isShared && made.length < count) {
      const second = words[1] ?? words[0];
      const more = wordsFrom(text, second.start, between(random, 1, 5));
      made.push({ start: more[0].start, end: more.at(-1).end });
    }
  }
  made.sort((a, b) => a.start - b.start || b.end - a.end);
  return made.map((place, index) => ({ id: `m-${String(index).padStart(5, "0")}`, ...place, type: TYPES[index % 5] }));
}

/** Annotations each inside of the one before. */
function nested(text, count) {
  const words = wordsFrom(text, wordAt(text, 0), count * 2);
  return Array.from({ length: count }, (_, index) => ({
    id: `m-${String(index).padStart(5, "0")}`,
    start: words[index].start,
    end: words[words.length - 1 - index].end,
    type: TYPES[index % 5],
  }));
}

const LETTER = /\p{L}/u;

/** The start of the first word that begins at or behind a position. */
function wordAt(text, at) {
  while (at > 0 && LETTER.test(text[at - 1])) at += 1;
  while (at < text.length && !LETTER.test(text[at])) at += 1;
  return at;
}

/** Up to `count` words from the one at `start`, none behind the line's end. */
function wordsFrom(text, start, count) {
  const found = [];
  let at = start;
  while (found.length < count && at < text.length) {
    let end = at;
    while (end < text.length && LETTER.test(text[end])) end += 1;
    found.push({ start: at, end });
    const next = wordAt(text, end);
    if (text.slice(end, next).includes("\n")) break;
    at = next;
  }
  return found;
}
