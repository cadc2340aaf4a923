// Two articles side by side: what they share stands at the same height, and marks go to the open one only.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  articles, articleTitles, eventually, focus, inEmptyFolder, ledger, load, marksShown, onPage, openArticle,
  openTitle, press, selected, settled, withoutArticles,
} from "./analyst.mjs";

/** How far two lines may be apart: scrolling goes by whole pixels, and a mark's line may round otherwise. */
const SAME_LINE_PX = 4;

/** Picks an article to compare with: the nth that is offered. */
async function compare(page, nth = 0) {
  await page.locator(".text").focus();
  await press(page, "c");
  const dialog = page.getByRole("dialog", { name: "Compare with another article" });
  await dialog.waitFor();
  await dialog.locator(".candidate").nth(nth).click();
  await dialog.waitFor({ state: "detached" });
  await beside(page).waitFor();
  await settled(page);
}

const beside = (page) => page.getByRole("region", { name: "Article beside" });
const besideTitle = (page) => beside(page).locator("h2").textContent();
const hears = (page, words) => page.locator("[role=status], [aria-live]").filter({ hasText: words }).first().waitFor({ state: "attached" });

/** Scrolls a pane by the mouse's wheel, and waits until both are at rest. */
async function wheel(page, pane, by) {
  const { x, y, width, height } = await page.locator(pane).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, by);
  await atRest(page);
}

const tops = (page) => page.evaluate(() => [".reader", ".companion"].map((it) => document.querySelector(it).scrollTop));

async function atRest(page) {
  for (let before = "", now = null; now !== before;) {
    before = now;
    for (let frame = 0; frame < 4; frame += 1) await settled(page);
    now = JSON.stringify(await tops(page));
  }
}

/**
 * How far apart the two texts draw the first words of the line at which one reads the text that
 * leads, a quarter down the window; `null` between two lines, where the other one does not have the
 * words, and where one of the texts stands at its end and cannot go further.
 */
const apart = (page, leader = ".reader") => page.evaluate((leader) => {
  const scrollers = [".reader", ".companion"].map((it) => document.querySelector(it));
  if (leader === ".companion") scrollers.reverse();
  const words = scrollers.map((scroller) => {
    const found = [];
    for (const piece of scroller.querySelectorAll("[data-utf16]")) {
      const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) found.push({ node, index, word });
      }
    }
    return found;
  });
  const rectOf = ({ node, index, word }) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return range.getBoundingClientRect();
  };
  const views = scrollers.map((scroller) => {
    const { top, bottom } = scroller.getBoundingClientRect();
    return { top: scroller.querySelector(".labels")?.getBoundingClientRect().bottom ?? top, bottom };
  });
  const isStacked = views[0].bottom <= views[1].top || views[1].bottom <= views[0].top;
  const both = { top: Math.max(...views.map(({ top }) => top)), bottom: Math.min(...views.map(({ bottom }) => bottom)) };
  const lines = views.map((view) => (isStacked ? view : both)).map(({ top, bottom }) => top + (bottom - top) / 4);
  if (scrollers.some((it) => it.scrollTop === 0 || it.scrollTop >= it.scrollHeight - it.clientHeight - 1)) return null;
  // What stands in a block out of sight is not laid out, and says anything of its place.
  const isNear = (word) => word.node.parentElement.closest(".block").getBoundingClientRect().bottom > lines[0];
  const here = words[0].findIndex((word) => isNear(word) && rectOf(word).bottom > lines[0]);
  // Eight words in a row are the same place, if they stand in each text once.
  const run = (all, at) => all.slice(at, at + 8).map(({ word }) => word).join(" ");
  const places = words.map((all) => all.flatMap((_, at) => (run(all, at) === run(words[0], here) ? [at] : [])));
  if (here < 0 || places.some((found) => found.length !== 1)) return null;
  const [a, b] = places.map(([at], side) => rectOf(words[side][at]).top - lines[side]);
  return a > 0 ? null : Math.abs(a - b);
}, leader);

/** Scrolls one pane through, and sees that what both have stands on one line wherever it is read. */
async function staysOnOneLine(page, pane, steps, by) {
  let seen = 0;
  for (let step = 0; step < steps; step += 1) {
    await wheel(page, pane, by);
    const distance = await apart(page, pane);
    if (distance !== null) {
      seen += 1;
      assert.ok(distance <= SAME_LINE_PX, `${distance} px apart at ${await tops(page)}`);
    }
  }
  return seen;
}

/** The words that are painted by that name, in each pane. */
const painted = (page, name) => page.evaluate((name) => {
  const ranges = [...CSS.highlights.get(name) ?? []];
  return [".text", ".companion-text"].map((text) => ranges
    .filter((range) => document.querySelector(text).contains(range.startContainer)).map(String));
}, name);

/** Opens articles of these texts, by file name. */
async function openTexts(page, texts) {
  await inEmptyFolder(async (folder) => {
    const paths = [];
    for (const [name, text] of Object.entries(texts)) {
      paths.push(join(folder, name));
      await writeFile(paths.at(-1), text);
    }
    await load(page, paths);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await eventually(() => page.locator(".article-row").count(), paths.length);
  });
}

const paragraph = (n) => `Paragraph ${n} says that envoy number ${n} of the council has read page ${n} of the plan, `
  + `and that ${n + 3} of its ${n + 5} articles are still open, whatever the ministers may have told the press on day ${n}.`;
const numbers = (from, to) => Array.from({ length: to - from }, (_, n) => from + n);
const text = (...parts) => parts.flat().map((part) => (typeof part === "number" ? paragraph(part) : part)).join("\n\n");

/** Long enough for blocks that are laid out only when they come near. */
const LONG = numbers(100, 500);

const OPEN = text("The council’s plan", numbers(0, 30), "Only the first one has this sentence about a late train.", numbers(30, 40));
const COPY = text("Another headline over it", "Nobody has read this one before.", numbers(0, 12), numbers(30, 40), numbers(12, 30),
  "A last word that only the copy has.");

onPage("the sample's copy stands beside the page it was scraped from, line by line", { path: "#/sample" }, async (page) => {
  await page.locator(".text").focus();
  await press(page, "c");
  const dialog = page.getByRole("dialog", { name: "Compare with another article" });
  await dialog.waitFor();
  const shares = (await dialog.locator(".share").allInnerTexts()).map((words) => Number.parseInt(words, 10));
  assert.ok(shares[0] > 60 && shares.length === 9, `${shares}`);
  assert.deepEqual(shares, [...shares].sort((a, b) => b - a));
  await dialog.getByRole("searchbox").fill("northern");
  await eventually(() => dialog.locator(".candidate").count(), 1);
  await dialog.locator(".candidate").click();
  await beside(page).waitFor();
  assert.match(await beside(page).locator(".companion-head p").textContent(), /^Shares 9\d% of its words with the open article, which shares 7\d% of its own, in \d passages\.$/);
  const [here, there] = await painted(page, "shared");
  assert.ok(here.length > 0 && here.length === there.length);
  assert.ok(here.every((words) => !words.includes("MAGNETIC PILLOW")), "what differs is not painted");
  assert.ok(await staysOnOneLine(page, ".reader", 14, 170) > 3);
  assert.ok(await staysOnOneLine(page, ".companion", 14, -170) > 3);
});

onPage("texts of which a part has moved are scrolled together, and a shared passage is always on one line", {}, async (page) => {
  await openTexts(page, { "a-open.txt": OPEN, "b-copy.txt": COPY });
  await openArticle(page, "The council’s plan");
  await compare(page);
  assert.ok(await staysOnOneLine(page, ".reader", 30, 230) > 9);
  // The text that the other one moves does not move it back.
  const rested = await tops(page);
  for (let frame = 0; frame < 20; frame += 1) await settled(page);
  assert.deepEqual(await tops(page), rested);
  assert.ok(await staysOnOneLine(page, ".companion", 18, -230) > 4);
  // In another window nothing stands where it did.
  await page.setViewportSize({ width: 1440, height: 900 });
  await atRest(page);
  assert.ok(await staysOnOneLine(page, ".reader", 8, 230) > 1);
});

onPage("in long texts, also what was out of sight comes to stand on one line", {}, async (page) => {
  const changed = LONG.flatMap((n) => (n % 9 === 0 ? [] : n % 7 === 0 ? [n, `Nobody else says this of day ${n}.`] : [n]));
  await openTexts(page, { "a-open.txt": text("The council’s book", LONG), "b-copy.txt": text("A copy of it", changed) });
  await openArticle(page, "The council’s book");
  await compare(page);
  let seen = 0;
  for (const [pane, share] of [[".reader", 0.9], [".reader", 0.35], [".companion", 0.7], [".companion", 0.15], [".reader", 0.6], [".reader", 0.8]]) {
    await page.locator(pane).evaluate((it, share) => { it.scrollTop = it.scrollHeight * share; }, share);
    await atRest(page);
    const distance = await apart(page, pane);
    assert.ok(distance === null || distance <= SAME_LINE_PX, `${pane} at ${share}: ${distance} px apart`);
    seen += distance === null ? 0 : 1;
  }
  assert.ok(seen > 0);
  await page.locator(".text").focus();
  await press(page, "Control+End", "P", "P", "P");
  await atRest(page);
  const heights = await page.evaluate(() =>
    [...CSS.highlights.get("visited")].map((range) => range.getClientRects()[0].top));
  assert.ok(heights.length === 2 && Math.abs(heights[0] - heights[1]) <= SAME_LINE_PX, `${heights}`);
});

onPage("scrolling together is switched off and on", { path: "#/sample" }, async (page) => {
  await compare(page);
  await wheel(page, ".reader", 900);
  const [, before] = await tops(page);
  assert.ok(before > 0);
  const toggle = page.getByRole("button", { name: "Scroll both" });
  assert.equal(await toggle.getAttribute("aria-pressed"), "true");
  await toggle.click();
  assert.equal(await toggle.getAttribute("aria-pressed"), "false");
  await wheel(page, ".reader", 600);
  assert.equal((await tops(page))[1], before);
  const [open] = await tops(page);
  await wheel(page, ".companion", -300);
  assert.equal((await tops(page))[0], open);
  await toggle.click();
  await atRest(page);
  assert.ok(await apart(page) <= SAME_LINE_PX);
  // In larger letters nothing stands where it did.
  await page.getByRole("button", { name: "Text and colours" }).click();
  await page.getByRole("button", { name: "Larger text" }).click();
  await press(page, "Escape");
  await atRest(page);
  assert.ok(await apart(page) <= SAME_LINE_PX);
});

onPage("by keyboard alone: compare, go through passages and differences, swap, mark, close", {}, async (page) => {
  await openTexts(page, { "a-open.txt": OPEN, "b-copy.txt": COPY });
  await openArticle(page, "The council’s plan");
  await page.locator(".text").focus();
  await press(page, "c");
  await page.getByRole("dialog").waitFor();
  assert.equal(await focus(page), "compare-filter");
  await press(page, "Tab", "Enter");
  await beside(page).waitFor();
  await eventually(() => focus(page), "text");
  await press(page, "p");
  await hears(page, /^Shared, 1 of 3: Paragraph 0 says/);
  await press(page, "p", "p");
  await hears(page, /^Shared, 3 of 3: Paragraph 30 says/);
  await atRest(page);
  const visited = await painted(page, "visited");
  assert.ok(visited.every((ranges) => ranges.length === 1 && ranges[0].startsWith("Paragraph 30 says")));
  const heights = await page.evaluate(() =>
    [...CSS.highlights.get("visited")].map((range) => range.getClientRects()[0].top));
  assert.ok(Math.abs(heights[0] - heights[1]) <= SAME_LINE_PX, `${heights}`);
  await press(page, "V");
  await hears(page, /^Different, \d of \d: only here “Only the first one has this sentence/);
  // In the text beside, keys that mark do nothing, and arrows scroll.
  await press(page, "F6");
  assert.equal(await focus(page), "companion");
  await press(page, "1");
  await page.getByText("The article beside is only read.").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Person" }).first().getAttribute("aria-pressed"), "false");
  const [, before] = await tops(page);
  await page.keyboard.press("PageUp");
  await eventually(async () => (await tops(page))[1] < before, true);
  await press(page, "F6");
  assert.equal(await focus(page), "pane-ledger");
  await press(page, "Shift+F6", "Shift+F6", "x");
  await eventually(() => openTitle(page), "Another headline over it");
  await eventually(() => besideTitle(page), "The council’s plan");
  await page.locator(".text").focus();
  await press(page, "Control+Home", "e", "4");
  await eventually(() => ledger(page), ["EVT Another headline over it"]);
  await press(page, "x");
  await eventually(() => page.locator(".companion mark").allTextContents(), ["Another headline over it"]);
  assert.deepEqual(await marksShown(page), []);
  await press(page, "Shift+C");
  await eventually(() => focus(page), "text");
  assert.equal(await beside(page).count(), 0);
  assert.deepEqual(await page.evaluate(() => CSS.highlights.size), 0);
});

onPage("the mouse in the text beside marks nothing, nor does a way from one text into the other", { path: "#/sample" }, async (page) => {
  await compare(page);
  await page.getByRole("button", { name: "Next shared passage" }).click();
  await page.getByRole("button", { name: "Person" }).first().click();
  await page.locator(".labels [aria-pressed=true]").waitFor();
  const line = (pane, nth) => page.locator(`${pane} p`).filter({ hasText: /^.{60,}$/ }).nth(nth).boundingBox();
  const drag = async (from, to) => {
    await page.mouse.move(from.x + 20, from.y + 14);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.move(to.x + 150, to.y + 14, { steps: 4 });
    await page.mouse.up();
    await settled(page);
  };
  const [here, there, below] = [await line(".text", 1), await line(".companion-text", 1), await line(".companion-text", 2)];
  await drag(there, there);
  assert.ok(await page.evaluate(() => getSelection().toString().length > 3), "it can be selected to be copied");
  await drag(there, below);
  await drag(here, there);
  assert.equal(await selected(page), "");
  await drag(there, here);
  assert.deepEqual(await marksShown(page), []);
  assert.deepEqual(await ledger(page), []);
  // What was selected in the open text is let go when the other one is pressed.
  await press(page, "Escape");
  await drag(here, here);
  await page.locator(".chooser").waitFor();
  await page.mouse.click(there.x + 30, there.y + 14);
  await page.locator(".chooser").waitFor({ state: "detached" });
  await press(page, "1");
  assert.deepEqual(await ledger(page), []);
  // And marking in the open text is as ever.
  await drag(here, here);
  await press(page, "1");
  await eventually(async () => (await ledger(page)).length, 1);
  await settled(page);
  assert.ok((await painted(page, "shared"))[0].length > 0, "what is shared is painted around the mark too");
});

onPage("the two are swapped by hand, another article is opened, and the comparison is closed", { path: "#/sample" }, async (page) => {
  const [full, copy, other] = await articleTitles(page);
  assert.equal(full, copy);
  await compare(page);
  await wheel(page, ".reader", 1500);
  const middle = await page.evaluate(() => document.querySelector(".companion").scrollTop);
  await page.getByRole("button", { name: "Swap" }).click();
  await eventually(() => page.locator(".article-row").nth(1).getAttribute("aria-current"), "true");
  await atRest(page);
  assert.ok(await page.evaluate(() => document.querySelector(".reader").scrollTop) > middle / 2, "the place is kept");
  assert.ok(await apart(page) <= SAME_LINE_PX);
  await openArticle(page, other);
  await beside(page).locator(".companion-head p").filter({ hasText: "Shares no passage" }).waitFor();
  await page.getByRole("button", { name: "Close the comparison" }).click();
  await eventually(() => beside(page).count(), 0);
});

for (const [name, viewport] of [["upright", { width: 390, height: 844 }], ["on its side", { width: 844, height: 390 }]]) {
  onPage(`on a telephone ${name} both texts are in sight and scrolled together`, { path: "#/sample", viewport, hasTouch: true, isMobile: true }, async (page) => {
    await page.getByRole("button", { name: "Compare" }).tap();
    await page.locator(".candidate").first().tap();
    await beside(page).waitFor();
    for (const part of [".reader", ".companion"]) {
      const { x, y, width, height } = await page.locator(part).boundingBox();
      assert.ok(width >= 380 && height >= 150, `${part}: ${width} × ${height}`);
      assert.ok(x >= 0 && x + width <= viewport.width && y + height <= viewport.height - 40, `${part} at ${x}, ${y}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= viewport.width);
    let seen = 0;
    for (let top = 400; top < 2400; top += 170) {
      await page.locator(".reader").evaluate((reader, top) => { reader.scrollTop = top; }, top);
      await atRest(page);
      const distance = await apart(page);
      if (distance !== null) seen += 1;
      assert.ok(distance === null || distance <= SAME_LINE_PX, `${distance} px apart at ${top}`);
    }
    assert.ok(seen > 3, `${seen}`);
    const tabs = page.getByRole("navigation", { name: "Panes" });
    await tabs.getByRole("button", { name: "Articles" }).tap();
    assert.equal(await beside(page).isVisible(), false);
    await tabs.getByRole("button", { name: "Text" }).tap();
    await beside(page).waitFor();
  });
}

onPage("a browser that cannot paint without elements still scrolls together", {
  path: "#/sample",
}, async (page) => {
  await page.evaluate(() => { delete globalThis.Highlight; });
  await compare(page);
  assert.ok(await staysOnOneLine(page, ".reader", 6, 250) > 0);
});

onPage("articles on a real event: a near copy shares nearly all, a rewrite little", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), articles.length);
  await page.getByText("5 articles loaded.").first().waitFor();
  if (await page.getByRole("dialog").isVisible()) await press(page, "Escape");
  const titles = await articleTitles(page);
  await openArticle(page, titles[0]);
  await compare(page);
  assert.match(await beside(page).locator(".companion-head p").textContent(), /^Shares [45]\d% of its words with the open article, which shares 9\d% of its own/);
  await press(page, "c");
  const shares = (await page.locator(".share").allInnerTexts()).map((words) => Number.parseInt(words, 10));
  assert.ok(shares[0] > 90 && shares[1] < 10, `${shares}`);
  await press(page, "Escape");
  assert.ok(await staysOnOneLine(page, ".companion", 14, 200) > 3);
});
