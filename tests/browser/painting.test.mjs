// The painted text: all of it on the page, marks near the window, on target however far it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { dragOver, eventually, focusedMark, onPage, press, saved, selected, settled } from "./analyst.mjs";
import { longText, mention, mentions, openMarked, spread, stance } from "./marked.mjs";
import { flags, serve } from "./support.mjs";

/** What is on the page of the text: its words, its own nodes, and those that marks add. */
const drawn = (page) => page.evaluate(() => {
  const root = document.querySelector(".text");
  const walker = document.createTreeWalker(root);
  let nodes = 0;
  while (walker.nextNode()) nodes += 1;
  const paragraphs = [...root.querySelectorAll("p")];
  const pieces = root.querySelectorAll("[data-utf16]");
  const filled = [...pieces].filter((piece) => piece.textContent).length;
  return {
    words: paragraphs.map((paragraph) => paragraph.textContent).join("\n"),
    nodes, own: root.querySelectorAll("p, .block").length + filled,
    marks: root.querySelectorAll("mark").length, paragraphs: paragraphs.length, pieces: pieces.length,
  };
});

/** The marks that begin in sight, as `start-end`, from the positions that they carry. */
const begunInSight = (page) => page.evaluate(() => {
  const view = document.querySelector(".reader").getBoundingClientRect();
  const inSight = (mark) => {
    const { top, bottom } = mark.getBoundingClientRect();
    return top > view.top + 60 && bottom < view.bottom;
  };
  return [...document.querySelectorAll(".text mark[data-glyph]")].filter(inSight).map((mark) => Number(mark.dataset.at));
});

/** The positions that are in sight, by the pieces' own. */
const inSight = (page) => page.evaluate(() => {
  const view = document.querySelector(".reader").getBoundingClientRect();
  const whole = [...document.querySelectorAll(".near [data-utf16], .near[data-utf16]")].filter((piece) => {
    const { top, bottom } = piece.getBoundingClientRect();
    return top > view.top + 60 && bottom < view.bottom;
  });
  const ends = (piece) => [Number(piece.dataset.utf16), Number(piece.dataset.utf16) + piece.textContent.length];
  return [ends(whole[0])[0], ends(whole.at(-1))[1]];
});

async function scrollTo(page, part) {
  await page.locator(".reader").evaluate((reader, part) => {
    reader.scrollTop = (reader.scrollHeight - reader.clientHeight) * part;
  }, part);
  for (let frame = 0; frame < 4; frame += 1) await settled(page);
}

onPage("a megabyte with ten thousand marks is all there, its marks only near the window", {}, async (page) => {
  const text = longText(1_000_000);
  const spans = spread(text, 10_000);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  for (const part of [0, 0.37, 1, 0.6]) {
    await scrollTo(page, part);
    const { words, nodes, own, marks } = await drawn(page);
    assert.ok(words === text, "the whole text is on the page");
    assert.ok(marks > 20 && nodes <= 1.5 * own, `${nodes} nodes, ${marks} of them marks, on ${own}`);
    const [from, to] = await inSight(page);
    const expected = spans.map(([start]) => start).filter((start) => start >= from && start < to);
    const found = (await begunInSight(page)).filter((start) => start >= from && start < to);
    assert.ok(expected.length > 3);
    assert.deepEqual([...new Set(found)].sort((a, b) => a - b), [...new Set(expected)].sort((a, b) => a - b));
  }
  // An edit far below, and back.
  const before = await drawn(page);
  const count = await page.locator(".ledger-head .soft").textContent();
  assert.equal(count, "10000");
  await page.locator(".text").focus();
  await press(page, "Control+End", "Control+Shift+ArrowLeft", "4");
  await eventually(() => page.locator(".ledger-head .soft").textContent(), "10001");
  await eventually(async () => text.endsWith((await focusedMark(page)) || "?"), true);
  await press(page, "Control+z");
  await eventually(() => page.locator(".ledger-head .soft").textContent(), "10000");
  await eventually(() => focusedMark(page), "");
  assert.ok((await drawn(page)).words === before.words);
});

onPage("one line of a megabyte opens, scrolls and is marked", {}, async (page) => {
  const text = longText(1_000_000, " ");
  const spans = spread(text, 1000);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  const { words, paragraphs, pieces } = await drawn(page);
  assert.ok(words === text);
  assert.ok(paragraphs === 1 && pieces > 240, `${pieces} pieces`);
  await scrollTo(page, 0.5);
  assert.ok((await begunInSight(page)).every((start) => spans.some((span) => span[0] === start)));
  // Over the end of a piece.
  const ends = await page.locator(".near[data-utf16]").evaluateAll((pieces) => pieces.map((piece) => piece.textContent.slice(-30)));
  const cut = text.indexOf(ends[0]) + 30;
  const over = text.slice(cut - 22, cut + 20).trim().split(" ").slice(1, -1).join(" ");
  const nth = text.slice(0, cut - 22).split(over).length - 1;
  await page.evaluate(({ at, length }) => {
    const place = (at) => {
      const piece = [...document.querySelectorAll(".text [data-utf16]")].findLast((known) => Number(known.dataset.utf16) <= at);
      const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
      let left = at - Number(piece.dataset.utf16);
      for (let node = walker.nextNode(); node; left -= node.length, node = walker.nextNode()) {
        if (left <= node.length) return [node, left];
      }
      return null;
    };
    const root = document.querySelector(".text");
    root.focus();
    getSelection().setBaseAndExtent(...place(at), ...place(at + length));
    root.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "pen" }));
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, pointerType: "pen" }));
  }, { at: text.indexOf(over, cut - 22), length: over.length });
  await settled(page);
  assert.ok(nth >= 0);
  await press(page, "1");
  await eventually(async () => (await page.locator(".card-title").textContent()).startsWith(over), true);
  assert.ok((await drawn(page)).words === text);
  await press(page, "Control+z");
  await eventually(() => focusedMark(page), "");
});

onPage("a thousand marks on one paragraph can be told apart and changed", {}, async (page) => {
  const text = `${longText(3900, " ")}\n${longText(9000)}`;
  const paragraph = text.slice(0, text.indexOf("\n"));
  const spans = spread(paragraph, 1000).filter(([start, end]) => end > start);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  await eventually(async () => (await begunInSight(page)).length > 100, true);
  await dragOver(page, text.slice(...spans[0]));
  await press(page, "Escape", "m");
  const first = await page.locator(".card-title").textContent();
  await press(page, "m");
  assert.notEqual(await page.locator(".card-title").textContent(), "");
  await press(page, "Delete");
  await eventually(() => page.locator(".ledger-head .soft").textContent(), String(spans.length - 1));
  await press(page, "Control+z");
  await eventually(() => page.locator(".ledger-head .soft").textContent(), String(spans.length));
  assert.ok((await drawn(page)).words === text && first);
  const deepest = await page.locator(".text").evaluate((root) => root.querySelector("mark mark mark mark mark mark"));
  assert.equal(deepest, null, "not more than five marks in one another");
});

onPage("two hundred nested marks keep to five rows, and a click finds each of them", {}, async (page) => {
  const word = "nested";
  const text = `${Array.from({ length: 400 }, () => word).join(" ")}\n${longText(4000)}`;
  const step = word.length + 1;
  const spans = Array.from({ length: 200 }, (_, at) => [at * step, (400 - at) * step - 1]);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  const middle = await page.locator(".text").evaluate((root, at) => {
    const marks = [...root.querySelectorAll(`mark[data-at="${at}"]`)];
    return { depth: marks.length, title: marks.at(-1).title.split("\n").length, last: marks.at(-1).title.split("\n").at(-1) };
  }, spans[199][0]);
  assert.deepEqual(middle, { depth: 5, title: 9, last: "and more" });
  const innermost = page.locator(`.text mark[data-at="${spans[199][0]}"]`).last();
  await innermost.scrollIntoViewIfNeeded();
  await settled(page);
  const point = await innermost.boundingBox();
  for (const expected of [199, 198, 197]) {
    await page.mouse.click(point.x + 40, point.y + 8);
    await settled(page);
    const [start, end] = spans[expected];
    await eventually(async () => (await focusedMark(page)).replaceAll(" … ", "").length, end - start);
  }
  await press(page, "Delete");
  await eventually(() => page.locator(".ledger-head .soft").textContent(), "199");
  assert.ok((await drawn(page)).words === text);
});

/** How far the middle of what is in focus is from the middle of the view, once all stands still. */
const offTarget = (page) => page.evaluate(() => {
  const rects = [...document.querySelectorAll(".text mark[data-focused]")].map((mark) => mark.getBoundingClientRect());
  const view = document.querySelector(".reader").getBoundingClientRect();
  if (rects.length === 0) return null;
  const top = Math.min(...rects.map((rect) => rect.top));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return Math.abs((top + bottom) / 2 - (view.top + view.bottom) / 2);
});

onPage("a jump lands on its target, however far, and stays there", {}, async (page) => {
  const text = longText(400_000);
  const spans = spread(text, 900).filter((_, at) => at % 3 === 0);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  const list = page.locator(".ledger-row").first().locator("xpath=ancestor::*[@role='list'][1]");
  for (const part of [0.97, 0.2, 0.71, 0.5]) {
    await list.evaluate((list, part) => { list.scrollTop = list.scrollHeight * part; }, part);
    await settled(page);
    const row = page.locator(".ledger-row").nth(10);
    const title = await row.locator(".title").textContent();
    await row.click();
    await eventually(() => focusedMark(page), title);
    // Underlines make a mark taller than its words, whose middle it is.
    const landed = await offTarget(page);
    assert.ok(landed <= 8, `${landed} px off ${title}`);
    for (let frame = 0; frame < 5; frame += 1) {
      await settled(page);
      assert.ok(Math.abs(await offTarget(page) - landed) < 1, `${title} moved away`);
    }
  }
  // The caret, by key, from end to end.
  const caret = () => page.evaluate(() => {
    const view = document.querySelector(".reader").getBoundingClientRect();
    const { top, bottom } = document.querySelector(".caret").getBoundingClientRect();
    return top >= view.top && bottom <= view.bottom;
  });
  await page.locator(".text").focus();
  for (const key of ["Control+End", "Control+Home", "Control+End", "ArrowUp"]) {
    await press(page, key);
    assert.ok(await caret(), `${key} leaves the caret in sight`);
  }
});

onPage("the place in a long text is there again, to the pixel", {}, async (page) => {
  const text = longText(300_000);
  await openMarked(page, text, { mentions: mentions(text, spread(text, 2000)) });
  await scrollTo(page, 0.63);
  const first = () => page.locator(".reader").evaluate((reader) => {
    const { top } = reader.getBoundingClientRect();
    const pieces = [...reader.querySelectorAll(".near [data-utf16]")];
    // Scrolling goes by whole pixels: of the one above, a part of one may reach in.
    const piece = pieces.find((known) => known.getBoundingClientRect().bottom > top + 1);
    return [piece.dataset.utf16, Math.abs(Math.round(piece.getBoundingClientRect().top - top))];
  });
  const [place] = await first();
  await saved(page);
  await eventually(() => page.evaluate(async () => {
    const request = indexedDB.open("standpoint");
    await new Promise((opened) => { request.onsuccess = opened; });
    const kept = request.result.transaction("settings").objectStore("settings").get(`place:${location.hash.replace("#/project/", "")}`);
    await new Promise((read) => { kept.onsuccess = read; });
    request.result.close();
    return String(JSON.parse(kept.result ?? "{}").top);
  }), place);
  await page.reload();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  for (let frame = 0; frame < 5; frame += 1) await settled(page);
  assert.deepEqual(await first(), [place, 0]);
});

onPage("a selection stays while the marks around it come and go", {}, async (page) => {
  const text = `A first line to select.\n${longText(120_000)}`;
  await openMarked(page, text, { mentions: [mention(text, [[2, 7]], "event"), ...mentions(text, spread(text, 900).slice(3))] });
  await dragOver(page, "line to");
  for (const part of [1, 0, 0.5, 0]) await scrollTo(page, part);
  assert.equal(await selected(page), "line to");
  await press(page, "1");
  await eventually(() => focusedMark(page), "line to");
});

onPage("fragments of one mark are tied together, and what the pointer is on stands out", {}, async (page) => {
  const text = "Ada, who came late, met Carl in Ghent.";
  await openMarked(page, text, { mentions: [mention(text, [[0, 3], [20, 28]], "person"), mention(text, [[24, 37]], "event")], ids: "r\"\\]\n" });
  const glyphs = () => page.locator(".text mark[data-part]").evaluateAll((marks) => marks.map((mark) => mark.dataset.part));
  assert.deepEqual(await glyphs(), ["1/2", "2/2"]);
  await page.locator(".text mark").first().hover();
  await eventually(() => page.locator(".text mark[data-hovered]").allTextContents(), ["Ada", "met ", "Carl"]);
  await page.locator(".article-head").hover();
  await eventually(() => page.locator(".text mark[data-hovered]").count(), 0);
  assert.equal(await page.locator(".text mark", { hasText: "Carl" }).last().getAttribute("title"),
    "Carl in Ghent, Event\nAda … met Carl, Person");
});

onPage("a part of a paragraph that is furniture is grey, with its marks, and printed so", {}, async (page) => {
  const far = longText(60_000);
  const text = `Ada met Carl. Share this article with Ada. Bo stayed.\n${far}\nThe end. Read more here.`;
  const at = (words) => [text.indexOf(words), text.indexOf(words) + words.length];
  await openMarked(page, text, {
    mentions: [mention(text, [at("Ada. Bo")], "person")],
    segments: [["boilerplate", at("Share this article with Ada.")], ["caption", at("Read more here.")]],
  });
  const shaded = () => page.locator(".text span[data-segment]").evaluateAll((all) => all.map((it) => `${it.dataset.segment}: ${it.textContent}`));
  await eventually(shaded, ["boilerplate: Share this article with ", "boilerplate: Ada."]);
  assert.deepEqual(await page.locator(".text mark").allTextContents(), ["Ada.", " Bo"]);
  const colour = (words) => page.evaluate((words) => {
    const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.includes(words)) return getComputedStyle(walker.currentNode.parentElement).color;
    return null;
  }, words);
  const [grey, ink] = [await colour("Share this"), await colour("Ada met")];
  assert.notEqual(grey, ink);
  assert.deepEqual([await colour("Ada."), await colour(" stayed."), await colour(" Bo")], [grey, ink, ink]);
  // Words are selected and marked over its edges as elsewhere, and it stays grey.
  await dragOver(page, "Carl. Share this");
  assert.equal(await selected(page), "Carl. Share this");
  await press(page, "2");
  await eventually(() => focusedMark(page).then((words) => words.replaceAll(" … ", "")), "Carl. Share this");
  await press(page, "Escape");
  assert.deepEqual([await colour("Share this"), await colour("Carl.")], [grey, ink]);
  await press(page, "Control+z");
  await eventually(shaded, ["boilerplate: Share this article with ", "boilerplate: Ada."]);
  // What is out of sight is shaded when it comes near, and on paper.
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await eventually(async () => (await shaded()).at(-1), "caption: Read more here.");
});

onPage("print has every mark", {}, async (page) => {
  const text = longText(60_000);
  const spans = spread(text, 300);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  const starts = () => page.locator(".text mark[data-glyph]").count();
  const few = await starts();
  assert.ok(few < 200, `${few}`);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await eventually(starts, spans.length);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await eventually(async () => (await starts()) < 200, true);
});

test("the accessibility tree has the whole text in order, its paragraphs, and marks with label and polarity", { timeout: 120_000 }, async () => {
  const server = await serve();
  // As a screen reader turns it on; DevTools alone would leave out what is not laid out.
  const args = [...flags, "--force-renderer-accessibility"];
  const browser = await chromium.launch({ executablePath: process.env.STANDPOINT_CHROMIUM, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${server.origin}/`);
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
    const text = `Ada praised the plan, Carl did not.\n${longText(100_000)}`;
    const spans = spread(text, 500).slice(5);
    await openMarked(page, text, {
      mentions: [mention(text, [[0, 3]], "person"), mention(text, [[22, 26]], "place", { origin: "suggestion", decision: "pending" }), ...mentions(text, spans)],
      stances: [stance(text, "FAVOR", { expression: [[4, 20]] })],
    });
    const client = await page.context().newCDPSession(page);
    await client.send("Accessibility.enable");
    const tree = async () => {
      const { nodes } = await client.send("Accessibility.getFullAXTree");
      const known = new Map(nodes.map((node) => [node.nodeId, node]));
      const paragraphs = [];
      const walk = (id, inMark) => {
        const node = known.get(id);
        const role = node?.role?.value;
        if (role === "paragraph") paragraphs.push({ words: "", marks: [] });
        if (role === "StaticText") {
          const heard = node.name.value;
          // A label is read out before the words and is none of them.
          if (inMark && / ?: $/.test(heard)) paragraphs.at(-1).marks.push(heard);
          else paragraphs.at(-1).words += heard;
          return;
        }
        for (const child of node?.childIds ?? []) walk(child, inMark || role === "mark");
      };
      walk(nodes.find((node) => node.name?.value === "Article text").nodeId, false);
      return paragraphs;
    };
    await eventually(async () => (await tree()).length, text.split("\n").length);
    const found = await tree();
    assert.deepEqual(found.map(({ words }) => words.trim()), text.split("\n").map((line) => line.trim()));
    assert.deepEqual(found[0].marks, ["Person: ", "In favour: ", "Suggested: Place: "]);
    assert.ok(found.slice(1).some(({ marks }) => marks.length > 0));
  } finally {
    await browser.close();
    await server.close();
  }
});
