// Search over the project, by keyboard and by mouse.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  articles, articleIsOpen, eventually, focus, load, marksShown, onPage, openTitle, press, selected, type, withoutArticles,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const field = (page) => page.getByRole("combobox", { name: "Search over the project" });
const count = (page) => page.locator(".search-count").innerText();
const hits = (page) => page.locator(".search-row[role=option] mark").allTextContents();
const chosen = (page) => page.locator(".search-row[aria-selected=true] .line").first().innerText();
const narrow = (page, name, option) => page.locator(".search-filters").getByRole("combobox", { name, exact: true }).selectOption(option);

async function open(page, files = [gold]) {
  await load(page, files);
  await articleIsOpen(page);
  await page.locator(".text").focus();
}

/** Whether what is selected in the text is in sight. */
const selectionInSight = (page) => page.evaluate(() => {
  const box = getSelection().rangeCount > 0 && getSelection().getRangeAt(0).getBoundingClientRect();
  const view = document.querySelector(".reader").getBoundingClientRect();
  return box && box.height > 0 && box.top >= view.top && box.bottom <= view.bottom;
});

onPage("by keyboard alone: typed, walked, gone to with the words selected, and back to the same place", {}, async (page) => {
  await open(page);
  await press(page, "F");
  await eventually(() => focus(page), "search-words");
  await type(page, "guarantees");
  await eventually(() => count(page), "16 places in 4 articles");
  assert.ok((await hits(page)).every((words) => words.toLowerCase() === "guarantees"));
  await press(page, ...Array(7).fill("ArrowDown"));
  const there = await chosen(page);
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  await eventually(async () => (await selected(page)).toLowerCase(), "guarantees");
  assert.ok(await selectionInSight(page));
  const before = (await marksShown(page)).length;
  await press(page, "5");
  await eventually(async () => (await marksShown(page)).length, before + 1);
  await press(page, "F");
  await eventually(() => focus(page), "search-words");
  await eventually(() => chosen(page), there);
  await press(page, "Control+End", "Enter");
  await eventually(async () => (await selected(page)).toLowerCase(), "guarantees");
  assert.ok(await selectionInSight(page));
  await press(page, "F", "Escape");
  await eventually(() => focus(page), "text");
  assert.equal(await page.locator(".search").count(), 0);
});

onPage("a regular expression, what is wrong with one, capitals and whole words", {}, async (page) => {
  await open(page);
  await page.getByRole("button", { name: "Do or go to" }).click();
  await page.keyboard.type("search over");
  await page.keyboard.press("Enter");
  await field(page).waitFor();
  await page.getByRole("button", { name: "Regular expression" }).click();
  await field(page).fill("(troops");
  await page.getByRole("alert").getByText("Not a regular expression: unclosed group.").waitFor();
  assert.equal(await field(page).getAttribute("aria-invalid"), "true");
  await field(page).fill("against the \\w+");
  await eventually(async () => { const all = await hits(page); return all.length > 0 && all.every((words) => /^against the \w+$/i.test(words)); }, true);
  await page.getByRole("button", { name: "Regular expression" }).click();
  await field(page).fill("tarv");
  await eventually(async () => (await hits(page)).length > 5, true);
  await page.getByRole("button", { name: "Whole words only" }).click();
  await eventually(() => count(page), "Not found");
  await page.getByRole("button", { name: "Whole words only" }).click();
  await page.getByRole("button", { name: "Match capitals" }).click();
  await eventually(() => count(page), "Not found");
  await field(page).fill("Tarv");
  await eventually(async () => (await hits(page)).length > 5, true);
});

onPage("by mouse: filters, marks by whom they name, and on to a stance", {}, async (page) => {
  await open(page);
  await press(page, "F");
  await type(page, "Tarvo");
  const all = await count(page);
  await narrow(page, "Outlet", "Meridian Courier");
  await eventually(async () => (await count(page)) !== all && (await page.locator(".search-article").count()), 1);
  await narrow(page, "Outlet", "");
  await eventually(() => count(page), all);
  await narrow(page, "In", "marks");
  await eventually(() => count(page), "8 places in 4 articles");
  await narrow(page, "Polarity", { label: "Against" });
  await eventually(async () => (await page.locator(".search-row[role=option]").first().innerText()).includes("Against"), true);
  const row = page.locator(".search-row[role=option]").first();
  const said = await row.locator(".soft").innerText();
  await row.click();
  await eventually(async () => (await page.locator(".ledger-row[data-current]").innerText()).includes(said.split(" · ")[0]), true);
  assert.ok(await page.locator(".text mark[data-focused]").first().isVisible());
});

onPage("what was found is marked at once, and taken back at once", {}, async (page) => {
  await open(page);
  await press(page, "F");
  await type(page, "Lisbon");
  await eventually(async () => (await hits(page)).length > 2, true);
  const [, found] = /^(\d+)/.exec(await count(page));
  await page.getByRole("button", { name: "Mark all…" }).click();
  const dialog = page.getByRole("dialog", { name: "All places that were found" });
  await dialog.getByRole("combobox", { name: "Label" }).selectOption({ label: "Place" });
  const button = dialog.getByRole("button", { name: /^Mark \d+/ });
  const [, ticked] = /(\d+)/.exec(await button.innerText());
  assert.ok(Number(ticked) > 0 && Number(ticked) <= Number(found));
  await button.click();
  await dialog.waitFor({ state: "detached" });
  await narrow(page, "In", "marks");
  await eventually(async () => Number(/^(\d+)/.exec(await count(page))?.[1]) >= Number(ticked), true);
  await field(page).blur();
  await page.getByRole("button", { name: "Undo" }).click();
  await narrow(page, "Label", { label: "Place" });
  await eventually(async () => /^(Not found|\d+ )/.test(await count(page)), true);
});

onPage("many places are walked without drawing them all", {}, async (page) => {
  const text = "Ada met Carl and Ada again. ".repeat(20_000);
  await page.getByRole("button", { name: "Paste text" }).click();
  await page.getByRole("dialog").locator("textarea").fill(text);
  await page.getByRole("button", { name: "Add the article" }).click();
  await articleIsOpen(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.locator(".text").focus();
  await press(page, "F");
  await type(page, "ada");
  await eventually(() => count(page), "40000 places in 1 article");
  assert.ok(await page.locator(".search-row").count() < 100);
  await press(page, "Control+End");
  await eventually(() => page.locator(".search-row[aria-selected=true]").getAttribute("aria-posinset"), "40000");
  await press(page, "Enter");
  await eventually(() => selected(page), "Ada");
  assert.ok(await selectionInSight(page));
});

onPage("over the articles of a real event", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), 5);
  await page.locator(".text").focus();
  await press(page, "F");
  await type(page, "Macron");
  await eventually(async () => Number(/^(\d+) places/.exec(await count(page))?.[1]) >= 4, true);
  await press(page, "ArrowDown", "ArrowDown", "Enter");
  await eventually(() => selected(page), "Macron");
  assert.ok(await selectionInSight(page));
  assert.ok((await openTitle(page)).length > 0);
});

onPage("in a narrow window nothing of it is beside the page", {}, async (page) => {
  await open(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await press(page, "F");
  await type(page, "guarantees");
  await eventually(() => count(page), "16 places in 4 articles");
  const outside = await page.locator(".search, .search-line, .search-filters, .search-row").evaluateAll((parts) =>
    parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.className));
  assert.deepEqual(outside, []);
});
