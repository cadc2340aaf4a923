// A codebook of one's own: edited by keyboard and mouse, applied to work already done, as a file.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  clickOn, downloadOf, eventually, focus, inEmptyFolder, ledger, mark, onPage, paste, pick, press, push, saved, savedJson, dragOver, type, unclocked,
} from "./analyst.mjs";

const text = "Ada met Carl in Lyon.\n\nThey like the plan, and the summit.\n";
const editor = (page) => page.getByRole("dialog", { name: "Codebook" });
const review = (page) => page.getByRole("dialog", { name: "What the codebook changes" });
const status = (dialog) => dialog.locator(".dialog-footer [role=status]").textContent();

/** Goes on with Tab until the element in focus has that name. */
async function tabTo(page, name) {
  for (let step = 0; step < 120; step += 1) {
    const found = await page.evaluate((wanted) => {
      const it = document.activeElement;
      const label = it.getAttribute("aria-label") ?? it.labels?.[0]?.querySelector(".name")?.textContent ?? it.labels?.[0]?.textContent ?? it.textContent;
      return label.trim() === wanted;
    }, name);
    if (found) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${name}`);
}

onPage("the field that adds an item stays in sight, and what is to be corrected is gone to", {}, async (page) => {
  await paste(page, text);
  await press(page, "B");
  await editor(page).waitFor();
  await tabTo(page, "A further type");
  const items = editor(page).locator(".codebook-item");
  for (const name of ["Law", "Place", "Sum", "Month", "Office", "Party", "Ship", "Treaty"]) {
    const count = await items.count();
    await type(page, name);
    await press(page, "Enter");
    await eventually(() => items.count(), count + 1);
    await eventually(() => page.evaluate(() => {
      const [field, view] = [document.activeElement, document.activeElement.closest(".codebook-section")].map((it) => it.getBoundingClientRect());
      return { name: document.activeElement.id, below: Math.max(0, Math.round(field.bottom - view.bottom)) };
    }), { name: "codebook-new-type", below: 0 });
  }
  await press(page, "Control+Enter");
  assert.deepEqual(await page.evaluate(() => [document.activeElement.value, document.activeElement.closest(".codebook-item").querySelector(".field-fault").textContent]),
    ["Place", "Another type is called “Place” too. Rename one."]);
  await type(page, " of birth");
  await eventually(() => status(editor(page)), "Nothing counts before it is applied.");
});

onPage("a codebook of one's own is made by keyboard alone", {}, async (page) => {
  await paste(page, text);
  await press(page, "B");
  await editor(page).waitFor();
  await tabTo(page, "A further type");
  await type(page, "Agreement");
  await press(page, "Enter");
  await type(page, "Place");
  await press(page, "Enter");
  await eventually(() => status(editor(page)), "To be corrected in “Entity types”: Another type is called “Place” too. Rename one.");
  await press(page, "Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Guideline of Place");
  await press(page, "Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Remove: Place");
  await press(page, "Enter");
  await eventually(() => status(editor(page)), "Nothing counts before it is applied.");
  // The focus went to the type before it, and from there to its key.
  assert.equal(await page.evaluate(() => document.activeElement.value), "Agreement");
  await tabTo(page, "Key of Agreement");
  await type(page, "1");
  await eventually(() => status(editor(page)), "To be corrected in “Entity types”: The key 1 is that of “Person” already. Take another.");
  await type(page, "y");
  await tabTo(page, "Guideline of Agreement");
  await type(page, "A treaty or a deal.");
  await press(page, "Shift+Tab", "ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Up: Agreement");
  await press(page, "Enter", "Enter");
  await eventually(() => editor(page).locator(".codebook-item").evaluateAll((items) => items.map((it) => it.getAttribute("aria-label"))),
    ["Person", "Organisation", "Place", "Agreement", "Event", "Topic"]);
  await press(page, "Control+Enter");
  await review(page).waitFor();
  assert.deepEqual(await review(page).locator(".codebook-changes li").allTextContents(), ["New type “Agreement”."]);
  await press(page, "Control+Enter");
  await review(page).waitFor({ state: "detached" });
  await eventually(() => focus(page), "text");
  await dragOver(page, "the plan");
  await press(page, "y");
  await eventually(() => ledger(page), ["AGR the plan"]);
});

onPage("a type far down is renamed and applied with few keys, and the focus goes back to the text", {}, async (page) => {
  const inFocus = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.value);
  await paste(page, text);
  await press(page, "B");
  await editor(page).waitFor();
  // From the sections to the first name, and down the names.
  await press(page, "Tab");
  await eventually(inFocus, "Person");
  await press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp");
  await eventually(inFocus, "Place");
  await press(page, "Control+Enter");
  assert.ok(await editor(page).isVisible(), "nothing is changed yet, so nothing is applied");
  await press(page, "Control+a");
  await type(page, "Location");
  // The buttons of an item are one stop; the first item has nowhere up to go.
  await page.getByRole("button", { name: "Remove: Person" }).focus();
  await press(page, "ArrowLeft");
  await eventually(inFocus, "Down: Person");
  await press(page, "ArrowLeft");
  await eventually(inFocus, "Down: Person");
  await press(page, "ArrowDown");
  await eventually(inFocus, "Down: Organisation");
  await press(page, "ArrowLeft");
  await eventually(inFocus, "Up: Organisation");
  await press(page, "ArrowUp");
  await eventually(inFocus, "Remove: Person");
  const button = editor(page).getByRole("button", { name: "Apply…", exact: true });
  assert.equal(await button.getAttribute("aria-keyshortcuts"), "Control+Enter");
  await press(page, "Control+Enter");
  await review(page).waitFor();
  await press(page, "Control+Enter");
  await review(page).waitFor({ state: "detached" });
  await eventually(() => focus(page), "text");
  await page.locator(".labels").getByText("Location").waitFor();
});

onPage("what is in use and removed becomes something else, as one step", {}, async (page) => {
  await paste(page, text);
  await mark(page, "Lyon", "3");
  await mark(page, "summit", "4");
  await mark(page, "plan", "5");
  await dragOver(page, "like the plan");
  await press(page, "s");
  await pick(page, "slot-holder", "Ada", "new entity");
  await pick(page, "slot-target", "plan", "new entity");
  await page.getByRole("button", { name: /Both/ }).first().click();
  await saved(page);
  const before = await savedJson(page);

  await press(page, "Escape", "Escape");
  await push(page, "Settings");
  await page.getByRole("button", { name: "Edit the codebook…" }).click();
  for (const name of ["Topic", "Event"]) await editor(page).getByRole("button", { name: `Remove: ${name}` }).click();
  await editor(page).getByRole("tab", { name: "Polarities" }).click();
  await editor(page).getByRole("button", { name: "Remove: Both" }).click();
  await editor(page).getByRole("button", { name: "Apply…" }).click();
  const asked = review(page).locator(".codebook-question");
  const events = asked.filter({ hasText: "of the type “Event”" });
  const topics = asked.filter({ hasText: "of the type “Topic”" });
  const both = asked.filter({ hasText: "1 stance is “Both”, which is no longer offered." });
  assert.match(await events.textContent(), /1 mention is of the type “Event”, which is removed\./);
  const apply = review(page).getByRole("button", { name: "Apply", exact: true });
  assert.ok(await apply.isDisabled());
  await events.getByRole("combobox").selectOption("make it “Place”");
  await both.getByRole("combobox").selectOption("make it “Neutral”");
  await eventually(() => status(review(page)), "One question is to be answered first.");
  await topics.getByRole("combobox").selectOption("keep the type");
  await apply.click();
  await eventually(() => ledger(page), ["LOC Lyon", "○ Ada · Neutral · plan “like the plan”", "TOP plan", "LOC summit"]);
  const { codebook } = await savedJson(page);
  assert.deepEqual(codebook.entity_types.map(({ id }) => id), ["person", "organisation", "place", "topic"]);
  assert.deepEqual(codebook.polarities.map(({ polarity }) => polarity), ["FAVOR", "AGAINST", "NEUTRAL", "NONE"]);
  await press(page, "Control+z");
  await eventually(() => ledger(page), ["LOC Lyon", "± Ada · Both · plan “like the plan”", "TOP plan", "EVT summit"]);
  assert.deepEqual(unclocked(await savedJson(page)), unclocked(before));
});

onPage("changes that were not applied are not let go unasked", {}, async (page) => {
  await paste(page, text);
  await press(page, "B");
  await editor(page).getByLabel("A further type").fill("Animal");
  await press(page, "Enter");
  const leave = page.getByRole("dialog", { name: "Leave the codebook without applying it?" });
  await press(page, "Escape");
  await leave.waitFor();
  // Chromium closes a dialog at the second Escape in a row, without asking the page.
  for (let again = 0; again < 4; again += 1) await press(page, "Escape");
  await page.getByRole("dialog").waitFor();
  if (await leave.isVisible()) await leave.getByRole("button", { name: "Go on editing" }).click();
  await eventually(() => editor(page).locator(".codebook-item").count(), 6);
  await editor(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await leave.getByRole("button", { name: "Discard the changes" }).click();
  await leave.waitFor({ state: "detached" });
  await press(page, "B");
  await eventually(() => editor(page).locator(".codebook-item").count(), 5);
});

onPage("issues and attributes are added, and a codebook goes out and comes in as a file", {}, async (page) => {
  await paste(page, text);
  await press(page, "B");
  await editor(page).getByRole("tab", { name: "Issues" }).click();
  for (const issue of ["Security", "Guarantees", "Trade"]) {
    await editor(page).getByLabel("A further issue").fill(issue);
    await press(page, "Enter");
  }
  await editor(page).getByLabel("What Guarantees belongs to").selectOption("Security");
  await editor(page).getByRole("tab", { name: "Attributes" }).click();
  await editor(page).getByLabel("A further attribute").fill("Tone");
  await press(page, "Enter");
  await eventually(() => status(editor(page)), "To be corrected in “Attributes”: It has no choices. Add one, or make it a number or text.");
  for (const choice of ["Warm", "Cold"]) {
    await editor(page).getByLabel("A further choice of Tone").fill(choice);
    await press(page, "Enter");
  }
  await editor(page).getByLabel("mentions", { exact: true }).check();
  await editor(page).getByRole("tab", { name: "Presets and files" }).click();
  const file = await downloadOf(page, () => editor(page).getByRole("button", { name: "Save this codebook as a file" }).click());
  assert.equal(file.name, "Entities and stance.codebook.json");
  const { codebook } = JSON.parse(file.bytes);
  assert.deepEqual(codebook.issues, [{ id: "security", label: "Security" }, { id: "guarantees", label: "Guarantees", parent: "security" }, { id: "trade", label: "Trade" }]);
  assert.deepEqual(codebook.attributes, [{
    id: "tone", label: "Tone", kind: "choice", choices: [{ id: "warm", label: "Warm" }, { id: "cold", label: "Cold" }], on: ["mention", "stance"],
  }]);
  await editor(page).getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByRole("button", { name: "Discard the changes" }).click();

  await inEmptyFolder(async (folder) => {
    const [good, faulty] = [join(folder, "good.json"), join(folder, "faulty.json")];
    await writeFile(good, file.bytes);
    await writeFile(faulty, String(file.bytes).replace('"colour": "green"', '"colour": "mauve <b>"').replace('"kind": "choice"', '"kind": "<img src=x>"'));
    await press(page, "B");
    await editor(page).getByRole("tab", { name: "Presets and files" }).click();
    const remarks = editor(page).locator(".codebook-remarks li");
    await editor(page).locator("input[type=file]").setInputFiles(faulty);
    await eventually(() => remarks.count(), 3);
    const said = await remarks.allTextContents();
    assert.match(said[0], /^faulty\.json is in the editor, without what could not be read \(2\):/);
    assert.match(said[1], /^Line \d+: expected one of blue, .*found “mauve <b>”, at \/codebook\/entity_types\/2\/colour/);
    assert.match(said[2], /^Line \d+: expected one of choice, number, text, found “<img src=x>”, at \/codebook\/attributes\/0\/kind/);
    await editor(page).locator("input[type=file]").setInputFiles(good);
    await eventually(() => remarks.allTextContents(), ["good.json is in the editor. Look it through, then apply it."]);
  });
  await editor(page).getByRole("button", { name: "Apply…" }).click();
  await review(page).getByRole("button", { name: "Apply", exact: true }).click();
  await saved(page);
  assert.deepEqual((await savedJson(page)).codebook, codebook);
  await clickOn(page, "Ada");
});

onPage("attributes are answered where one works, beside their guideline", {}, async (page) => {
  await paste(page, text);
  await press(page, "B");
  await editor(page).getByRole("tab", { name: "Attributes" }).click();
  for (const name of ["Tone", "Weight"]) {
    await editor(page).getByLabel("A further attribute").fill(name);
    await press(page, "Enter");
  }
  await editor(page).getByLabel("A further choice of Tone").fill("Warm");
  await press(page, "Enter");
  await editor(page).getByLabel("When to choose Warm").fill("Praise, thanks.");
  await editor(page).getByLabel("Kind of answer of Weight").selectOption("a number");
  for (const name of ["mentions", "articles"]) for (const box of await editor(page).getByLabel(name, { exact: true }).all()) await box.check();
  await editor(page).getByRole("button", { name: "Apply…" }).click();
  await review(page).getByRole("button", { name: "Apply", exact: true }).click();
  await review(page).waitFor({ state: "detached" });

  await mark(page, "Lyon", "3");
  const card = page.getByRole("region", { name: "Record in focus" });
  await card.getByText("Guideline: Place").click();
  await card.getByText("A country, town or site as a location.").waitFor();
  await card.getByRole("group", { name: "Tone" }).getByRole("button").focus();
  await press(page, "w");
  await card.getByText("Guideline: Warm").waitFor();
  await card.getByLabel("Weight").fill("2,5");
  await press(page, "Tab");
  await eventually(() => ledger(page), ["LOC Lyon Warm · 2.5"]);
  await page.getByText("About the whole article").click();
  const whole = page.locator(".article-attributes");
  await whole.getByLabel("Weight").fill("heavy");
  await press(page, "Tab");
  await page.getByText("expected a number such as 3 or 2.5, found “heavy”").waitFor();
  await whole.getByLabel("Weight").fill("7");
  await press(page, "Tab");
  await eventually(() => whole.locator("summary").first().textContent(), "About the whole article 1 of 2 answered");

  await dragOver(page, "like the plan");
  await press(page, "s");
  const form = page.getByRole("region", { name: "New stance" });
  await form.getByRole("group", { name: "Tone" }).getByRole("button", { name: "Warm" }).click();
  await form.getByRole("button", { name: /In favour/ }).click();
  await saved(page);
  const { layers } = await savedJson(page);
  const [layer] = Object.values(Object.values(layers)[0]);
  assert.deepEqual(layer.attributes, { weight: 7 });
  assert.deepEqual(Object.values(layer.mentions)[0].attributes, { tone: "warm", weight: 2.5 });
  assert.deepEqual(Object.values(layer.stances)[0].attributes, { tone: "warm" });
});

onPage("a second annotator is added and chosen", {}, async (page) => {
  await paste(page, text);
  await mark(page, "Lyon", "3");
  await push(page, "Settings");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByLabel("A further annotator").fill("Zoë");
  await press(page, "Enter");
  await settings.getByRole("button", { name: "Done" }).click();
  await eventually(() => ledger(page), []);
  await mark(page, "Carl", "1");
  await push(page, "Settings");
  await settings.getByLabel("Whose marks are shown and changed").selectOption("Annotator 1");
  await settings.getByRole("button", { name: "Done" }).click();
  await eventually(() => ledger(page), ["LOC Lyon"]);
});
