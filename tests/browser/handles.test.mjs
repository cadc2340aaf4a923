// The mouse on what is marked or selected: ends that are dragged, a selection that is extended.
import assert from "node:assert/strict";
import {
  clickOn, eventually, focusedMark, mark, onPage, paste, placeOf, press, selected, settled,
} from "./analyst.mjs";

/** Takes hold of an end of the mark in focus and brings it to words, by a real mouse. */
async function carry(page, end, words, { letGo = true } = {}) {
  const box = await page.locator(`.handle[data-end=${end}]`).boundingBox();
  assert.ok(box.width >= 24 && box.height >= 24, `${box.width} × ${box.height}`);
  const { middle } = await placeOf(page, words, 0);
  const knob = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const line = await page.locator(".text mark[data-focused]").evaluateAll((marks, end) => {
    const { top, bottom } = marks.at(end === "start" ? 0 : -1).getBoundingClientRect();
    return (top + bottom) / 2;
  }, end);
  // The hand stays as far from the line as it took hold.
  const to = { x: middle.x, y: middle.y + knob.y - line };
  await page.mouse.move(knob.x, knob.y);
  await page.mouse.down();
  await page.mouse.move((knob.x + to.x) / 2, (knob.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await settled(page);
  if (letGo) await page.mouse.up();
  await settled(page);
}

onPage("the ends of the mark in focus are dragged to other words", {}, async (page) => {
  await paste(page, `Ada King Lovelace met Charles Babbage in London.\n\n${"They built an engine there. ".repeat(12)}`);
  await mark(page, "Lovelace", "1");
  const handles = page.locator(".handle");
  await eventually(() => handles.count(), 2);
  await carry(page, "end", "Babbage");
  await eventually(() => focusedMark(page), "Lovelace met Charles Babbage");
  await carry(page, "start", "Ada");
  await eventually(() => focusedMark(page), "Ada King Lovelace met Charles Babbage");
  await carry(page, "end", "King");
  await eventually(() => focusedMark(page), "Ada King");
  assert.equal(await selected(page), "");

  // Alt, as for a selection, for single letters.
  await page.keyboard.down("Alt");
  await carry(page, "end", "Babbage");
  await page.keyboard.up("Alt");
  await eventually(async () => /^Ada King Lovelace met Charles Ba?b?b?$/.test(await focusedMark(page)), true);
  await press(page, "Control+z");
  await eventually(() => focusedMark(page), "Ada King");

  // What it would hold is shown, and Escape lets it be.
  await carry(page, "end", "London", { letGo: false });
  assert.equal(await selected(page), "Ada King Lovelace met Charles Babbage in London");
  await press(page, "Escape");
  await page.mouse.up();
  await settled(page);
  await eventually(() => focusedMark(page), "Ada King");
  assert.equal(await selected(page), "");

  // Over lines and paragraphs, and one step of the history each.
  await carry(page, "end", "built");
  await eventually(async () => (await focusedMark(page)).endsWith("They built"), true);
  await press(page, "Control+z");
  await eventually(() => focusedMark(page), "Ada King");
  // A press without a move changes nothing.
  const before = await page.getByRole("button", { name: "Undo" }).getAttribute("title");
  await page.locator(".handle[data-end=end]").click();
  await settled(page);
  assert.equal(await page.getByRole("button", { name: "Undo" }).getAttribute("title"), before);
  await press(page, "Escape");
  await eventually(() => handles.count(), 0);
});

onPage("Shift and a click extend the selection, also from where keys have brought the caret", {}, async (page) => {
  await paste(page, "Ada met Charles in London. They built an engine.");
  await page.keyboard.press("F6");
  await page.locator(".text").focus();
  await press(page, "Control+ArrowRight");
  await page.keyboard.down("Shift");
  await clickOn(page, "London");
  await page.keyboard.up("Shift");
  assert.equal(await selected(page), "met Charles in London");
  await page.keyboard.down("Shift");
  await clickOn(page, "Charles");
  await page.keyboard.up("Shift");
  assert.equal(await selected(page), "met Charles");
  await page.keyboard.down("Shift");
  await clickOn(page, "Ada");
  await page.keyboard.up("Shift");
  assert.equal(await selected(page), "Ada");
});
