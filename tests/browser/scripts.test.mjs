// Every word of the sample in other scripts, selected by caret and by mouse: the same fragments, in
// Chromium and in Firefox.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openFirefox, withoutFirefox } from "./firefox.mjs";
import { launch, serve } from "./support.mjs";

const TITLES = ["اجتماع غنت", "ועידת גנט", "घेंट बैठक", "ヘント会合", "Posts from the square"];
const viewport = { width: 1280, height: 900 };
const patience = { timeout: 600_000 };

let server;
before(async () => { server = await serve(); });
after(async () => server?.close());

/** The same hands as [`openFirefox`] gives. */
async function openChromium(address) {
  const browser = await launch();
  const page = await browser.newPage({ viewport });
  await page.goto(address);
  return {
    evaluate: (body, argument) => page.evaluate(body, argument),
    async press(...chords) {
      for (const chord of chords) await page.keyboard.press(chord);
    },
    async drag(from, to) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
      await page.mouse.move(to.x, to.y);
      await page.mouse.up();
    },
    close: () => browser.close(),
  };
}

/** Waits on the page until its timers have run, then gives the selection as positions of the text. */
const readSelection = async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => { setTimeout(next); });
  const selection = getSelection();
  const position = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-utf16]");
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return Number(piece.dataset.utf16) + before.toString().length;
  };
  const ends = [
    position(selection.anchorNode, selection.anchorOffset), position(selection.focusNode, selection.focusOffset),
  ].sort((a, b) => a - b);
  return { start: ends[0], end: ends[1], words: selection.toString() };
};

/** Opens the article; what floats at a selection is there, but not in the mouse's way. */
const openArticle = async (title) => {
  const until = async (found) => {
    while (!found()) await new Promise((next) => { setTimeout(next, 20); });
  };
  await until(() => document.documentElement.dataset.ready === "article");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".chooser, .handle { visibility: hidden; pointer-events: none } .block { content-visibility: visible !important }");
  document.adoptedStyleSheets = [sheet];
  const row = [...document.querySelectorAll(".article-row")].find((row) => row.textContent.includes(title));
  row.click();
  await until(() => document.querySelector(".article-head h2").textContent.includes(title));
  document.querySelector(".text").focus();
  await document.fonts.ready;
  return [...document.querySelectorAll(".text [data-utf16]")].map((piece) => ({
    start: Number(piece.dataset.utf16), text: piece.textContent, isRightToLeft: getComputedStyle(piece).direction === "rtl",
  }));
};

/** Where a hand presses and lets go to drag over what lies between two positions. */
const placesOf = async ({ start, end }) => {
  const piece = [...document.querySelectorAll(".text [data-utf16]")].findLast((piece) => Number(piece.dataset.utf16) <= start);
  const from = start - Number(piece.dataset.utf16);
  const words = piece.textContent.slice(from, end - Number(piece.dataset.utf16));
  const clusters = [...new Intl.Segmenter().segment(words)].map(({ segment }) => segment);
  const rectOf = (at, length) => {
    const range = document.createRange();
    range.setStart(piece.firstChild, at);
    range.setEnd(piece.firstChild, at + length);
    return range.getClientRects()[0];
  };
  const first = () => rectOf(from, clusters[0].length);
  const last = () => rectOf(from + words.length - clusters.at(-1).length, clusters.at(-1).length);
  const reader = document.querySelector(".reader");
  const view = reader.getBoundingClientRect();
  if (first().top < view.top + 80 || last().bottom > view.bottom - 40) {
    reader.scrollTop += first().top - view.top - view.height / 3;
    await new Promise((next) => { requestAnimationFrame(() => setTimeout(next)); });
  }
  const isRightToLeft = (cluster) => (/\p{L}/u.test(cluster)
    ? /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(cluster)
    : /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(words) && getComputedStyle(piece).direction === "rtl");
  // A quarter into the letter: a place that a hand can hit, and nearer to this edge than to the other.
  const edge = (rect, atLeft) => ({ x: atLeft ? rect.left + rect.width / 4 : rect.right - rect.width / 4, y: (rect.top + rect.bottom) / 2 });
  return {
    from: edge(first(), !isRightToLeft(clusters[0])),
    to: edge(last(), isRightToLeft(clusters.at(-1))),
  };
};

/** Every word of a paragraph as the caret selects it. */
async function wordsByCaret(hands, pieces) {
  const found = [];
  await hands.press("Control+Home");
  const whole = pieces.map(({ text }) => text).join("\n");
  const pieceAt = (at) => pieces.findLast(({ start }) => start <= at);
  for (let at = -1, here = 0; ;) {
    const onward = pieceAt(here).isRightToLeft ? "ArrowLeft" : "ArrowRight";
    await hands.press(`Control+Shift+${onward}`);
    const selected = await hands.evaluate(readSelection);
    if (selected.end === at || selected.start === selected.end) break;
    at = selected.end;
    if (/[\p{L}\p{N}]/u.test(whole.slice(selected.start, selected.end))) found.push({ start: selected.start, end: selected.end });
    // To the word's end, and on to the next one unless that begins there.
    await hands.press(onward);
    if (!/^[\p{L}\p{N}]/u.test(whole.slice(at))) await hands.press(`Control+${onward}`);
    else { here = at; continue; }
    ({ start: here } = await hands.evaluate(readSelection));
    if (here === at) break;
  }
  return found;
}

async function check(hands, title) {
  const pieces = await hands.evaluate(openArticle, title);
  const text = pieces.map(({ text }) => text).join("\n");
  const show = ({ start, end }) => `${start}–${end} ${text.slice(start, end)}`;
  const words = await wordsByCaret(hands, pieces);
  // No letter or digit is left out.
  let at = 0;
  for (const { start, end } of words) {
    assert.doesNotMatch(text.slice(at, start), /[\p{L}\p{N}]/u, `before ${show({ start, end })}`);
    at = end;
  }
  assert.doesNotMatch(text.slice(at), /[\p{L}\p{N}]/u, "at the end");
  const cuts = new Set([...new Intl.Segmenter().segment(text)].map(({ index }) => index).concat(text.length));
  for (const word of words) assert.ok(cuts.has(word.start) && cuts.has(word.end), `${show(word)} cuts a letter`);

  const other = [];
  for (const word of words) {
    const dragged = async () => {
      const { from, to } = await hands.evaluate(placesOf, word);
      await hands.drag(from, to);
      return hands.evaluate(readSelection);
    };
    let selected = await dragged();
    // On a busy machine a browser now and then takes a drag for a click: a hand tries again.
    if (selected.start === selected.end) selected = await dragged();
    if (selected.start !== word.start || selected.end !== word.end) other.push(`${show(word)}: ${show(selected)}`);
  }
  assert.deepEqual(other, []);
  return words.map(show);
}

const found = new Map();

for (const [browser, open, skip] of [
  ["Chromium", openChromium, false],
  ["Firefox", openFirefox, withoutFirefox],
]) {
  test(`every word of the sample's scripts by caret and by mouse, in ${browser}`, { ...patience, skip }, async (t) => {
    const hands = await open(`${server.origin}/#/sample`, viewport);
    t.after(() => hands.close());
    for (const title of TITLES) {
      const words = await check(hands, title);
      assert.ok(words.length > 100, `${title}: ${words.length} words`);
      t.diagnostic(`${title}: ${words.length} words`);
      // Both browsers find the same.
      assert.deepEqual(words, found.get(title) ?? words);
      found.set(title, words);
    }
  });
}
