// The stance in focus: its card leads to its parts, lines join them in the text, labels stand at the edges.
import assert from "node:assert/strict";
import { dragOver, eventually, focus, mark, onPage, paste, pick, press, selected } from "./analyst.mjs";

const filler = Array.from({ length: 60 }, (_, at) => `Nothing is said in this paragraph, which is number ${at}.`);
const text = ["Ada Byron came.", "She praised the bold plan.", ...filler, "The plan failed at last."].join("\n");

const edges = (page) => page.locator(".arc-ends button").evaluateAll((labels) =>
  labels.filter((label) => label.checkVisibility()).map((label) => `${label.dataset.edge} ${label.textContent}`));
const lines = (page) => page.locator(".arcs path:not(.ground)").evaluateAll((paths) =>
  paths.map((path) => path.getAttribute("d") ?? ""));
const inSight = (page, words) => page.evaluate((words) => {
  const reader = document.querySelector(".reader").getBoundingClientRect();
  const piece = [...document.querySelectorAll(".text [data-utf16]")].find((it) => it.textContent.includes(words));
  const rect = piece.getBoundingClientRect();
  return rect.top >= reader.top && rect.bottom <= reader.bottom;
}, words);

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
  await press(page, "f");
}

onPage("the card of a stance reads like a sentence, and each part leads to its place", {}, async (page) => {
  await record(page);
  const card = page.locator(".card .sentence");
  await eventually(() => card.textContent(), "Ada Byron · In favour · The plan “praised”");
  await page.evaluate(() => { document.querySelector(".reader").scrollTop = 0; });
  await eventually(() => edges(page), ["down The plan"]);

  // By mouse: the label at the edge, then the card.
  await page.locator(".arc-ends").getByText("The plan").click();
  await eventually(() => inSight(page, "The plan failed"), true);
  await eventually(() => edges(page), ["up praised", "up Ada Byron"]);
  await card.getByRole("button", { name: "Ada Byron" }).click();
  await eventually(() => inSight(page, "Ada Byron"), true);
  await eventually(() => focus(page), "text");

  // By keyboard.
  await press(page, "Alt+Shift+T");
  await eventually(() => inSight(page, "The plan failed"), true);
  await press(page, "Alt+Shift+W");
  await eventually(() => inSight(page, "praised"), true);
  await press(page, "Control+Shift+ArrowRight");
  assert.equal(await selected(page), "praised");
});

onPage("lines join the words with holder and target while the stance is in focus, and are in nobody’s way", {}, async (page) => {
  await record(page);
  await eventually(async () => (await lines(page)).every((line) => /^M-?\d+ \d+ C/.test(line)), true);
  const before = await lines(page);
  // They are in the scrolled content, so scrolling moves them without a new line.
  await page.evaluate(() => { document.querySelector(".reader").scrollTop += 120; });
  await eventually(async () => (await lines(page))[0], before[0]);
  assert.equal(await page.locator(".arcs").evaluate((svg) => getComputedStyle(svg).pointerEvents), "none");
  assert.equal(await page.locator(".arcs").getAttribute("aria-hidden"), "true");
  // Words under a line are selected by the mouse as others are.
  await page.evaluate(() => { document.querySelector(".reader").scrollTop = 0; });
  await dragOver(page, "bold");
  assert.equal(await selected(page), "bold");
  await page.emulateMedia({ media: "print" });
  await eventually(() => page.locator(".arcs").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  await press(page, "Escape", "Escape", "Escape");
  await eventually(() => page.locator(".arcs").count(), 0);
  await eventually(() => page.locator(".arc-ends").count(), 0);
});
