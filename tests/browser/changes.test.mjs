// Changing what is there: marks, stances, articles, the project, the settings.
import assert from "node:assert/strict";
import {
  articleIsOpen, articleTitles, clickOn, downloadOf, dragOver, eventually, focusedMark, ledger, mark,
  marksShown, note, onPage, openArticle, openTitle, paste, pick, press, push, rangesIn, saved, savedJson, unclocked,
} from "./analyst.mjs";

const text = "The French army in Mali met Carl, who said: “We like the plan.”\n\nThe end is near.";
const recordsOf = ({ layers }) => Object.values(Object.values(layers)[0])[0];

onPage("a click takes the shortest mark, the next one the mark around it", {}, async (page) => {
  await paste(page, text);
  await mark(page, "Mali", "3");
  await mark(page, "army in Mali", "2");
  await mark(page, "French army in Mali met", "4");
  await eventually(() => marksShown(page), ["[EVT:French [ORG:army in [LOC:Mali]] met]"]);
  for (const expected of ["Mali", "army in Mali", "French army in Mali met", "Mali"]) {
    await clickOn(page, "Mali");
    assert.equal((await page.locator(".card-title").textContent()).split(",")[0], expected);
  }
  await clickOn(page, "The end");
  await eventually(() => page.locator(".card-title").count(), 0);
});

onPage("a mark is relabelled, moved, cut, filled up and deleted", {}, async (page) => {
  await paste(page, text);
  await mark(page, "army in Mali", "2");
  await press(page, "3");
  await eventually(() => marksShown(page), ["[LOC:army in Mali]"]);
  await page.locator(".label-buttons").getByRole("button", { name: "TOP" }).click();
  await eventually(() => marksShown(page), ["[TOP:army in Mali]"]);
  await push(page, "Start one word earlier");
  await push(page, "End one word later");
  await eventually(() => marksShown(page), ["[TOP:French army in Mali met]"]);
  await press(page, "[", "}", "}");
  await eventually(() => marksShown(page), ["[TOP:in Mali]"]);
  await dragOver(page, "French army");
  await press(page, "+");
  await dragOver(page, "Carl");
  await page.locator(".chooser").getByRole("button", { name: "Add words" }).click();
  await eventually(() => focusedMark(page), "French army … in Mali … Carl");
  await dragOver(page, "army");
  await press(page, "-");
  await eventually(() => focusedMark(page), "French … in Mali … Carl");
  await dragOver(page, "The French army");
  await press(page, "=");
  await eventually(() => marksShown(page), ["[TOP:The French army]"]);
  await press(page, "Delete");
  await eventually(() => marksShown(page), []);
  await press(page, "Control+z");
  await eventually(() => marksShown(page), ["[TOP:The French army]"]);
});

onPage("a stance takes its holder and target from the text, and can be changed", {}, async (page) => {
  await paste(page, text);
  await mark(page, "Carl", "1");
  await mark(page, "plan", "5");
  await dragOver(page, "We like the plan");
  await push(page, "Stance", false);
  await clickOn(page, "Carl");
  await clickOn(page, "plan");
  await press(page, "b");
  await eventually(() => ledger(page), ["PER Carl → Carl", "± Carl · Both · plan “We like the plan”", "TOP plan → plan"]);
  await clickOn(page, "We like");
  await push(page, "Against", false);
  await pick(page, "slot-holder", "The outlet");
  await eventually(async () => (await ledger(page))[1], "− The outlet · Against · plan “We like the plan”");
  await page.locator(".stance-form").getByRole("button", { name: "Close" }).click();
  await page.locator(".document-stance summary").click();
  await pick(page, "document-target", "plan");
  await page.locator(".document-stance").getByRole("button", { name: "Neutral" }).click();
  await eventually(async () => (await ledger(page))[0], "○ Whole article · Neutral · plan");
  await press(page, "Control+z", "Control+z", "Control+z");
  await eventually(async () => (await ledger(page))[1], "± Carl · Both · plan “We like the plan”");
});

onPage("every field of a stance is on the form where it is wanted, and in the file", {}, async (page) => {
  await paste(page, text);
  await push(page, "Settings");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  const fields = dialog.locator(".settings-fields input");
  for (let at = 0; at < await fields.count(); at += 1) await fields.nth(at).check();
  await dialog.locator("#settings-issue").fill("the levy");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByRole("button", { name: "Done" }).click();

  await dragOver(page, "We like the plan");
  await press(page, "s");
  await pick(page, "slot-source", "The author");
  await pick(page, "slot-source", "Carl", "new entity");
  await pick(page, "slot-holder", "Someone unnamed");
  await pick(page, "slot-target", "levy", "the levy");
  await page.getByRole("button", { name: /In favour/ }).first().click();
  const form = page.getByRole("region", { name: "Stance", exact: true });
  await form.waitFor();
  await form.getByLabel("The target’s opposite is meant").check();
  for (const [label, value] of [["Attitude type", "Arguing"], ["Intensity", "High"], ["Attribution", "Direct quote"],
    ["Explicitness", "Inferred"], ["Your confidence", "Low"]]) {
    await form.getByRole("group", { name: label }).getByRole("button", { name: value }).click();
  }
  await pick(page, "slot-date", "2026-01-05");
  await dragOver(page, "who said");
  await form.getByRole("button", { name: "Set cue to the selection" }).click();
  await dragOver(page, "Carl, who said: “We like the plan.”");
  await form.getByRole("button", { name: "Set evidence to the selection" }).click();
  await note(page, "all of it");
  await saved(page);
  const project = await savedJson(page);
  const [stance] = Object.values(recordsOf(project).stances);
  const carl = Object.values(project.entities).find(({ name }) => name === "Carl");
  assert.ok(project.entities[stance.nested_source[1].id] === carl);
  assert.deepEqual(stance.nested_source[0], { kind: "AUTHOR" });
  assert.deepEqual(stance.holder, { kind: "IMPLICIT" });
  const [levy] = project.codebook.issues;
  assert.deepEqual(stance.target, { kind: "issue", id: levy.id, is_negated: true });
  const { polarity, attitude_type, intensity, attribution, explicitness, confidence, statement_date } = stance;
  assert.deepEqual(
    [polarity, attitude_type, intensity, attribution, explicitness, confidence, statement_date, stance.note],
    ["FAVOR", "arguing", "high", "direct_quote", "inferred", "low", "2026-01-05", "all of it"],
  );
  const quotes = [stance.expression, stance.cue, stance.evidence].flatMap(rangesIn).map(({ quote }) => quote.exact);
  assert.deepEqual(quotes, ["We like the plan", "who said", "Carl, who said: “We like the plan.”"]);
});

onPage("details are corrected; an article is removed and comes back", { path: "#/sample" }, async (page) => {
  const before = await articleTitles(page);
  await openArticle(page, before[2]);
  await push(page, "Details");
  await page.getByLabel("Title", { exact: true }).fill("A better title");
  await page.getByLabel("Published").fill("2026-02-03");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await eventually(async () => (await articleTitles(page))[2], "A better title");
  await page.locator(".article-row", { hasText: "A better title" }).getByText("2026-02-03").waitFor();

  const whole = await savedJson(page);
  await push(page, "Details");
  await push(page, "Remove the article");
  await page.getByRole("dialog", { name: "Remove this article?" }).getByRole("button", { name: "Remove the article" }).click();
  await eventually(async () => (await articleTitles(page)).length, before.length - 1);
  await push(page, "Undo");
  await eventually(async () => (await articleTitles(page)).length, before.length);
  assert.deepEqual(unclocked(await savedJson(page)), unclocked(whole));
});

onPage("articles are filtered, sorted and stepped through", { path: "#/sample" }, async (page) => {
  const all = await articleTitles(page);
  await page.locator("#article-filter").fill("ghent merava");
  await eventually(async () => (await articleTitles(page)).every((title) => /Ghent|Merava/.test(title)), true);
  await page.locator("#article-filter").fill("");
  await page.getByLabel("Order").selectOption("By title");
  const sorted = [...all].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  await eventually(() => articleTitles(page), sorted);
  await page.locator(".article-row").first().click();
  await push(page, "Next article");
  await eventually(() => openTitle(page), sorted[1]);
  await push(page, "Skipped", false);
  await page.getByRole("combobox", { name: "Status", exact: true }).selectOption("Skipped");
  await eventually(() => articleTitles(page), [sorted[1]]);
});

onPage("names and settings stay", {}, async (page) => {
  await paste(page, text);
  await push(page, "Settings");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.locator("#settings-name").fill("Paris & Ghent");
  await dialog.locator("#settings-own-name").fill("Zoë");
  await dialog.getByText("Dark", { exact: true }).click();
  await dialog.getByLabel("Single letters and digits are commands").uncheck();
  await dialog.getByRole("button", { name: "Done" }).click();
  await eventually(() => page.locator("html").getAttribute("data-theme"), "dark");
  await mark(page, "Carl", "1");
  assert.deepEqual(await marksShown(page), []);
  await page.locator(".chooser").getByRole("button", { name: "Person" }).click();
  await eventually(() => marksShown(page), ["[PER:Carl]"]);
  await saved(page);

  await page.reload();
  await articleIsOpen(page);
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await clickOn(page, "Carl");
  await press(page, "2");
  assert.deepEqual(await marksShown(page), ["[PER:Carl]"]);
  const { name, bytes } = await downloadOf(page, () => page.keyboard.press("Control+s"));
  assert.equal(name, "Paris & Ghent.standpoint.json");
  const project = JSON.parse(bytes);
  assert.deepEqual([project.name, Object.values(project.annotators)], ["Paris & Ghent", [{ name: "Zoë" }]]);
});
