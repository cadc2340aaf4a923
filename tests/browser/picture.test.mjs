// Who stands where, over all articles. The numbers are those of tests/gold, which were counted by hand.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  articleIsOpen, eventually, focus, load, onPage, press, selected, settled,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));

async function open(page) {
  await load(page, [gold]);
  await articleIsOpen(page);
  await page.locator(".text").focus();
}

const choice = (page, name) =>
  page.locator(".picture-controls label", { hasText: new RegExp(`^${name}`) }).locator("select");
const kind = (page, name) => page.getByRole("group", { name: "Picture" }).getByRole("button", { name, exact: true });
/** A number of the matrix by what it says to screen readers. */
const number = (page, name) => page.locator(".matrix").getByRole("button", { name });
const opened = (page) => page.locator(".evidence-item strong").allTextContents();
const active = (page) => page.evaluate(() => document.activeElement.title || document.activeElement.textContent);
const rows = (page) => page.locator(".list tbody tr").evaluateAll((found) =>
  found.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

onPage("a number of the matrix opens the sentences behind it, by mouse", {}, async (page) => {
  await open(page);
  await page.getByRole("button", { name: "Who stands where", exact: true }).click();
  await page.getByRole("heading", { name: /Who stands where 44 stances/ }).waitFor();
  await number(page, "Edmar Kohlstedt → Troops on the ground: 3 stances, 3 against").click();
  await eventually(() => opened(page), Array(3).fill("Edmar Kohlstedt · Against · Troops on the ground"));
  assert.equal(
    await page.locator(".evidence-words").first().innerText(),
    "“I am in favour of the guarantees and against the troops,” Kohlstedt said, “and I see no contradiction in that.”",
  );
  assert.equal(await page.locator(".evidence-words mark").first().innerText(), "against the troops");

  // On to the words in their article, and back to the same picture.
  await page.locator(".evidence-item").nth(2).click();
  await eventually(() => page.locator(".article-head h2").innerText(), "Backers of Merava open conference in Ghent");
  await eventually(() => page.locator("mark[data-focused]").first().innerText(), "rules out sending his own forces across the Sarn");
  await press(page, "w");
  await eventually(() => opened(page), Array(3).fill("Edmar Kohlstedt · Against · Troops on the ground"));
});

onPage("by keyboard alone: arrow keys go from number to number, Escape leads out", {}, async (page) => {
  await open(page);
  await press(page, "w");
  await page.locator(".matrix").waitFor();
  await eventually(() => focus(page), "picture");
  for (let presses = 0; presses < 40 && !(await active(page)).startsWith("Ilena Tarvo →"); presses += 1) await press(page, "Tab");
  await eventually(() => active(page), "Ilena Tarvo → Security guarantees: 3 stances, 3 in favour");
  await press(page, "ArrowRight");
  await eventually(() => active(page), "Ilena Tarvo → Troops on the ground: 1 stance, 1 in favour");
  await press(page, "ArrowDown");
  await eventually(() => active(page), "Edmar Kohlstedt → Troops on the ground: 3 stances, 3 against");
  await press(page, "Enter");
  await eventually(async () => (await opened(page)).length, 3);
  await press(page, "Escape");
  await eventually(async () => (await opened(page)).length, 0);
  // Keys of the text mean nothing here.
  await press(page, "1", "s", "j");
  await press(page, "Escape");
  await eventually(() => focus(page), "text");
  assert.equal(await page.locator(".picture").count(), 0);
  assert.equal(await selected(page), "");
});

onPage("by keyboard alone into a matrix whose first cell is empty, to the words behind a number and back to it", {}, async (page) => {
  await open(page);
  await press(page, "w");
  await page.locator(".matrix").waitFor();
  await choice(page, "Columns").selectOption("name");
  assert.equal(await page.locator(".matrix tbody td").first().innerText(), "");
  await page.locator("#picture").focus();
  await press(page, "ArrowDown");
  const first = await active(page);
  assert.match(first, / → .*: \d+ stance/);
  await press(page, "Shift+Tab", "Tab");
  await eventually(() => active(page), first);

  // The number that has the focus goes away: another one is the stop.
  await press(page, "ArrowDown");
  const second = await active(page);
  assert.notEqual(second, first);
  await choice(page, "Rows").selectOption("balance");
  await choice(page, "Columns").focus();
  await press(page, "Tab");
  assert.match(await active(page), /: \d+ stance/);

  const wanted = await active(page);
  await press(page, "Enter");
  const title = await page.locator(".evidence h3").innerText();
  assert.ok(wanted.startsWith(title), `${wanted} is not ${title}`);
  await press(page, "Tab", "Tab", "Enter");
  await articleIsOpen(page);
  await eventually(() => focus(page), "text");
  await press(page, "w");
  await eventually(() => active(page), wanted);
  assert.equal(await page.locator(".matrix [aria-current]").count(), 1);
  // Out of what is behind it the focus comes back to the number, too.
  await press(page, "Tab", "Escape");
  await eventually(() => page.locator(".evidence").count(), 0);
  await eventually(() => active(page), wanted);

  for (const name of ["Network", "Timeline", "Outlets", "Stances", "Entities"]) {
    await kind(page, name).click();
    await page.locator("#picture").focus();
    await press(page, "ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".picture-sheet") !== null), true, name);
  }
});

onPage("what counts is chosen, and what was undone does not count", {}, async (page) => {
  await open(page);
  const total = () => page.locator("#picture-title .soft").innerText();
  await page.locator(".ledger-row[data-stance]").first().click();
  await page.getByRole("button", { name: /^Delete/ }).click();
  await press(page, "w");
  await eventually(total, "43 stances");
  await press(page, "Control+z");
  await eventually(total, "44 stances");
  await page.getByRole("combobox", { name: "Outlet" }).selectOption("Meridian Courier");
  await eventually(total, "10 stances");
  await page.getByRole("combobox", { name: "Outlet" }).selectOption("");
  await page.getByLabel("Published from").fill("2026-01-12");
  await eventually(total, "28 stances");
  await page.getByRole("combobox", { name: "Polarity" }).selectOption({ label: "Both" });
  await eventually(total, "1 stance");
  await page.getByRole("combobox", { name: "Polarity" }).selectOption("");
  await page.getByLabel("Published from").fill("");
  await page.getByLabel("“not X” counts against X").check();
  await number(page, "Oleska Brandt → Troops on the ground: 1 stance, 1 against").waitFor();
  await page.getByLabel("Issues by the widest").check();
  await number(page, "Ilena Tarvo → Security guarantees: 6 stances, 4 in favour, 2 against").waitFor();
});

onPage("of two choices in one moment, none is lost", {}, async (page) => {
  await open(page);
  await press(page, "w");
  const both = [await choice(page, "Rows").elementHandle(), await choice(page, "Columns").elementHandle()];
  await page.evaluate((selects) => {
    for (const select of selects) {
      select.value = "name";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }, both);
  // Drawn anew, the choices say what the picture goes by.
  await page.getByRole("button", { name: "Back to the text" }).click();
  await page.locator(".picture-controls").waitFor({ state: "detached" });
  await page.locator(".text").focus();
  await press(page, "w");
  await eventually(async () => [await choice(page, "Columns").inputValue(), await choice(page, "Rows").inputValue()], ["name", "name"]);
});

onPage("network and timeline are drawn, with the same numbers in a table", {}, async (page) => {
  await open(page);
  await press(page, "w");
  await kind(page, "Network").click();
  const drawing = page.getByRole("img");
  assert.match(await drawing.getAttribute("aria-label"), /^25 holders and targets, 27 pairs\./);
  assert.equal(await drawing.locator("line").count(), 27);
  assert.equal(await drawing.locator("line[stroke-dasharray]").count(), 9);
  await drawing.locator("circle").first().click();
  await page.locator(".evidence-item").first().waitFor();
  await page.getByText("As a table").click();
  const pairs = await rows(page);
  assert.equal(pairs.length, 28, "the stance without a holder too");
  assert.deepEqual(pairs[0], ["Ilena Tarvo", "Person", "Security guarantees", "Security guarantees", "3", "–", "–", "–", "–", "3", "3"]);

  await kind(page, "Timeline").click();
  await eventually(() => drawing.getAttribute("aria-label"), "4 outlets over 22 stretches of time. The table below has the same.");
  await page.getByLabel("Date of").selectOption({ label: "Statement" });
  await page.getByRole("button", { name: "36 without that date" }).waitFor();
});

onPage("outlets, stances and entities are lists to sort and to filter", {}, async (page) => {
  await open(page);
  await press(page, "w");
  await kind(page, "Outlets").click();
  await page.getByLabel("Compare").selectOption({ label: "Stances" });
  await eventually(async () => (await rows(page))[0], ["Signe Holtmark · In favour · Troops on the ground", "3", "1", "–", "2", "1"]);
  await kind(page, "Stances").click();
  await page.getByLabel("Only rows with").fill("valsen");
  await eventually(async () => (await rows(page)).map((row) => row.slice(0, 3)), [["Rurik Valsen", "Both", "Withdrawal timetable"]]);
  await page.getByLabel("Only rows with").fill("");
  await page.getByRole("button", { name: "published" }).click();
  await eventually(async () => (await rows(page))[0][6], "2025-08-21");
  await page.getByRole("button", { name: "published" }).click();
  await eventually(async () => (await rows(page))[0][6], "2026-01-12");
  await kind(page, "Entities").click();
  await eventually(async () => (await rows(page)).slice(0, 2).map((row) => [row[0], row[4], row[5]]),
    [["Ilena Tarvo", "2", "6"], ["Edmar Kohlstedt", "1", "5"]]);
});

onPage("the table and the drawing are handed out as CSV and SVG", {}, async (page) => {
  await open(page);
  await press(page, "w");
  const file = async (name) => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    const download = await coming;
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  const [csv, table] = await file("CSV");
  assert.equal(csv, "Guarantees for Merava matrix.csv");
  const lines = table.trimEnd().split("\n");
  assert.equal(lines.length, 29);
  assert.equal(lines[0], "holder,holder_kind,target,target_kind,favor,against,neutral,both,none,balance,total");
  assert.equal(lines[1], "Ilena Tarvo,Person,Security guarantees,Security guarantees,3,0,0,0,0,3,3");
  for (const name of ["Matrix", "Network", "Timeline"]) {
    await kind(page, name).click();
    await settled(page);
    const [svg, drawing] = await file("SVG");
    assert.equal(svg, `Guarantees for Merava ${name.toLowerCase()}.svg`);
    assert.ok(await page.evaluate((drawing) => new DOMParser().parseFromString(drawing, "image/svg+xml").querySelector("parsererror") === null, drawing));
  }
});

onPage("rows and columns fold into groups with sums, by keyboard and by mouse", {}, async (page) => {
  await open(page);
  await press(page, "w");
  await page.getByLabel("Rows").selectOption({ label: "By kind" });
  await page.locator(".matrix tbody .matrix-fold").first().waitFor();
  await page.getByLabel("Columns").selectOption({ label: "By kind" });
  await page.locator(".matrix thead .matrix-fold").first().waitFor();
  const holders = () => page.locator(".matrix tbody tr:not(.matrix-totals) th").allTextContents();
  const person = page.locator(".matrix tbody").getByRole("button", { name: /^\W*Person$/ });
  await person.click();
  await eventually(() => person.getAttribute("aria-expanded"), "false");
  assert.ok(!(await holders()).includes("Ilena Tarvo"));
  const sum = page.locator(".matrix").getByRole("button", { name: /^Person → Security guarantees: \d+ stances/ }).first();
  const count = Number(/(\d+) stances/.exec(await sum.getAttribute("title"))[1]);
  await sum.click();
  await eventually(async () => (await opened(page)).length, count);
  await press(page, "Escape");

  // The table has what is seen, and so has the drawing.
  const file = async (name) => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    return readFile(await (await coming).path(), "utf8");
  };
  const table = await file("CSV");
  assert.match(table, /^Person \(all\),Person,/m);
  assert.doesNotMatch(table, /Ilena Tarvo/);
  assert.match(await file("SVG"), /▸ Person/);

  // By keyboard: from a number up to its group's name, which opens; a column's group folds alike.
  await sum.focus();
  for (let presses = 0; presses < 20 && !await person.evaluate((it) => it === document.activeElement); presses += 1) await press(page, "ArrowLeft");
  await press(page, "Enter");
  await eventually(() => person.getAttribute("aria-expanded"), "true");
  assert.ok((await holders()).includes("Ilena Tarvo"));
  assert.ok(await person.evaluate((it) => it === document.activeElement), "the focus stays");
  const guarantees = page.locator(".matrix thead").getByRole("button", { name: /^\W*Security guarantees$/ });
  // Up the column of sums to the name above it.
  await sum.focus();
  for (let presses = 0; presses < 40 && !await guarantees.evaluate((it) => it === document.activeElement); presses += 1) await press(page, "ArrowUp");
  await press(page, "Space");
  await eventually(() => guarantees.getAttribute("aria-expanded"), "false");
  assert.equal(await number(page, /→ Troops on the ground:/).count(), 0);
  await page.getByRole("button", { name: "Unfold all" }).click();
  await number(page, "Edmar Kohlstedt → Troops on the ground: 3 stances, 3 against").waitFor();
});
