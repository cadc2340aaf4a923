// The lines of the ledger: one stop of the Tab key, walked by arrow keys; holder, target and words each lead to their place.
import assert from "node:assert/strict";
import { dragOver, eventually, focus, ledger, mark, onPage, paste, pick, press, selected } from "./analyst.mjs";
import { longText, mention, mentions, openMarked, spread, stance } from "./marked.mjs";

const filler = Array.from({ length: 60 }, (_, at) => `Nothing is said in this paragraph, which is number ${at}.`);
const text = ["Ada Byron came.", "She praised the bold plan.", ...filler, "The plan failed at last.", "A minister sighed."].join("\n");

const inSight = (page, words) => page.evaluate((words) => {
  const reader = document.querySelector(".reader").getBoundingClientRect();
  const piece = [...document.querySelectorAll(".text [data-utf16]")].find((it) => it.textContent.includes(words));
  const rect = piece.getBoundingClientRect();
  return rect.top >= reader.top && rect.bottom <= reader.bottom;
}, words);
const inFocus = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.id);
const current = (page) => page.locator(".ledger-row[data-current] .title").textContent();
const stops = (page) => page.locator(".pane-ledger > .window").evaluate((list) =>
  [...list.querySelectorAll("button")].filter((button) => button.tabIndex >= 0).length);
const stanceLine = (page, words) => page.locator(".ledger-row[data-stance]", { hasText: words });

/** Two stances: one whose holder and target are marked, one of somebody who is named nowhere. */
async function record(page) {
  await paste(page, text);
  await mark(page, "Ada Byron", "1");
  await pick(page, "link", "Ada Byron", "new entity");
  await mark(page, "plan failed", "5");
  await pick(page, "link", "The plan", "new entity");
  await dragOver(page, "praised");
  await press(page, "s");
  await pick(page, "slot-holder", "Ada");
  await pick(page, "slot-target", "The plan");
  await press(page, "f", "Escape");
  await dragOver(page, "sighed");
  await press(page, "s");
  await pick(page, "slot-holder", "Carl", "new entity");
  await pick(page, "slot-target", "The plan");
  await press(page, "a", "Escape");
}

onPage("on a line of the ledger, holder, target and words each lead to their place, by mouse", {}, async (page) => {
  await record(page);
  assert.deepEqual(await ledger(page), [
    "PER Ada Byron → Ada Byron", "+ Ada Byron · In favour · The plan “praised”",
    "TOP plan failed → The plan", "− Carl · Against · The plan “sighed”",
  ]);
  const line = stanceLine(page, "Ada Byron");
  await line.getByRole("button", { name: "Target: The plan" }).click();
  await eventually(() => inSight(page, "The plan failed"), true);
  await eventually(() => current(page), "Ada Byron · In favour · The plan");
  await eventually(() => focus(page), "text");
  await line.getByRole("button", { name: "Holder: Ada Byron" }).click();
  await eventually(() => inSight(page, "Ada Byron came"), true);
  await press(page, "Control+Shift+ArrowRight");
  assert.equal(await selected(page), "Ada");
  await press(page, "Escape");
  // Somebody who is named nowhere is no link; the line still leads to its words.
  const other = stanceLine(page, "Carl");
  assert.equal(await other.getByRole("button", { name: /Holder/ }).count(), 0);
  await other.getByRole("button", { name: "Words: “sighed”" }).click();
  await eventually(() => inSight(page, "A minister sighed"), true);
  await eventually(() => current(page), "Carl · Against · The plan");
  // What is no link is the line's own button: polarity, glyph, the room beside the words.
  const box = await line.locator("b").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await eventually(() => current(page), "Ada Byron · In favour · The plan");
  await eventually(() => inSight(page, "praised"), true);
});

onPage("the ledger's lines are one stop of the Tab key, and arrow keys walk lines and their parts", {}, async (page) => {
  await record(page);
  await press(page, "Escape", "Escape");
  assert.equal(await stops(page), 1);
  await press(page, "F6");
  await eventually(() => focus(page), "pane-ledger");
  await press(page, "ArrowDown");
  const first = await inFocus(page);
  await press(page, "Home");
  await eventually(() => inFocus(page), "PER Ada Byron → Ada Byron");
  assert.ok(first.length > 0);
  await press(page, "ArrowDown");
  await eventually(() => inFocus(page), "Ada Byron · In favour · The plan “praised”");
  await press(page, "ArrowRight", "ArrowRight");
  await eventually(() => inFocus(page), "Target: The plan");
  // The same part of the next line that has it, else the line itself.
  await press(page, "ArrowDown");
  await eventually(() => inFocus(page), "TOP plan failed → The plan");
  await press(page, "ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight");
  await eventually(() => inFocus(page), "Words: “praised”");
  await press(page, "ArrowRight");
  await eventually(() => inFocus(page), "Words: “praised”");
  await press(page, "ArrowLeft");
  assert.equal(await stops(page), 1);
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  await eventually(() => inSight(page, "The plan failed"), true);
  await eventually(() => current(page), "Ada Byron · In favour · The plan");
  // Back to where one was, and on to the last line; Enter on a line leads to its record and stays.
  await press(page, "F6", "ArrowDown");
  await eventually(() => inFocus(page), "Ada Byron · In favour · The plan “praised”");
  await press(page, "End", "Enter");
  await eventually(() => current(page), "Carl · Against · The plan");
  await eventually(() => inFocus(page), "Carl · Against · The plan “sighed”");
  // Tab goes on behind the list, Shift Tab before it.
  await press(page, "Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".pane-ledger > .window")), null);
  await press(page, "Shift+Tab");
  await eventually(() => inFocus(page), "Carl · Against · The plan “sighed”");
});

onPage("a stance of the whole article leads from its line to the words of its target, by keyboard", {}, async (page) => {
  await paste(page, text);
  await mark(page, "The plan", "5");
  await pick(page, "link", "The plan", "new entity");
  await page.locator(".document-stance summary").focus();
  await press(page, "Enter");
  await pick(page, "document-target", "The plan");
  await page.locator(".document-stance").getByRole("button", { name: "In favour" }).press("Enter");
  const line = page.locator(".ledger-row", { hasText: "Whole article" });
  await line.waitFor();
  await press(page, "Escape", "Control+Home", "F6");
  await eventually(() => page.evaluate(() => document.activeElement.id), "pane-ledger");
  await press(page, "ArrowDown", "Home", "ArrowRight");
  await eventually(() => inFocus(page), "Target: The plan");
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  await eventually(() => inSight(page, "The plan failed"), true);
  await press(page, "Control+Shift+ArrowRight", "Control+Shift+ArrowRight");
  assert.equal(await selected(page), "The plan");
});

onPage("arrow keys walk a ledger of thousands, of which only the lines in sight are on the page", {}, async (page) => {
  const text = longText(200_000);
  const spans = spread(text, 2000);
  await openMarked(page, text, { mentions: mentions(text, spans) });
  const place = () => page.evaluate(() => Number(document.activeElement.closest("[aria-posinset]")?.ariaPosInSet));
  await page.locator(".text").focus();
  await press(page, "F6", "ArrowDown", "End");
  await eventually(place, spans.length);
  assert.equal(await stops(page), 1);
  await press(page, "PageUp");
  await eventually(place, spans.length - 10);
  await press(page, "Home");
  await eventually(place, 1);
  for (let line = 2; line < 60; line += 1) {
    await page.keyboard.press("ArrowDown");
    await eventually(place, line);
  }
  // Scrolled by hand to where the stop is not: the list is still reached.
  await press(page, "Shift+F6");
  await page.locator(".pane-ledger > .window").evaluate((list) => { list.scrollTop = list.scrollHeight / 2; });
  await eventually(() => stops(page), 1);
});

onPage("on a phone, a line and its parts lead into the text, which is shown where they stand", { viewport: { width: 390, height: 844 } }, async (page) => {
  await openMarked(page, text, {
    mentions: [mention(text, [[0, 9]], "person")],
    stances: [stance(text, "FAVOR", { expression: [[text.indexOf("sighed"), text.indexOf("sighed") + 6]] })],
  });
  const pane = (name) => page.locator(".pane-tabs").getByRole("button", { name, exact: true });
  await pane("Marked").click();
  await page.locator(".ledger-row[data-stance]").getByRole("button", { name: /^Words/ }).click();
  await eventually(() => pane("Text").getAttribute("aria-pressed"), "true");
  await eventually(() => inSight(page, "A minister sighed"), true);
  // A line puts its record in focus; the text has it in sight once it is shown.
  await pane("Marked").click();
  await page.locator(".ledger-main").first().click();
  await pane("Text").click();
  await eventually(() => inSight(page, "Ada Byron came"), true);
});

onPage("a list that was not shown is drawn as far as it reaches once it is", { viewport: { width: 390, height: 844 } }, async (page) => {
  const text = longText(20_000);
  await openMarked(page, text, { mentions: mentions(text, spread(text, 200)) });
  await page.locator(".pane-tabs").getByRole("button", { name: "Marked", exact: true }).click();
  await eventually(() => page.locator(".pane-ledger > .window").evaluate((list) => {
    const [edge, last] = [list, [...list.querySelectorAll(".ledger-row")].at(-1)].map((it) => it.getBoundingClientRect().bottom);
    return last >= edge;
  }), true);
});
