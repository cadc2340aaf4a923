// The registry of entities: walked, changed, and unlinked words worked down. The project is that of
// tests/gold, and real articles where they are.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  articleIsOpen, articles, eventually, focus, focusedMark, load, mark, onPage, openArticle, openTitle, press, savedJson, type, unclocked, withoutArticles,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));

async function open(page) {
  await load(page, [gold]);
  await articleIsOpen(page);
  await page.locator(".text").focus();
}

/** The lines in sight, each as its cells. */
const lines = (page) => page.locator("#registry-list [role=option]").evaluateAll((rows) =>
  rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()).filter(Boolean)));
const current = (page) => page.evaluate(() => {
  const list = document.getElementById("registry-list");
  return document.getElementById(list.getAttribute("aria-activedescendant"))?.querySelector(".registry-name").textContent;
});
const names = async (page) => (await lines(page)).map((cells) => cells[0]);
const row = (page, name) => page.locator("#registry-list [role=option]", { hasText: name });
const tick = (page, name) => row(page, name).locator(".registry-tick").click();
const side = (page) => page.locator(".registry-side");

onPage("entities are walked, filtered, renamed and merged by keyboard alone, each as one step", {}, async (page) => {
  await open(page);
  const before = await savedJson(page);
  await press(page, "Shift+E");
  await eventually(() => focus(page), "registry-list");
  await eventually(async () => (await lines(page)).slice(0, 2), [["Aksel Brunvoll", "PERPerson", "–", "2", "1"], ["Beatriz Almoster", "PERPerson", "–", "1", "1"]]);
  await press(page, "ArrowDown", "ArrowDown", "End");
  await eventually(() => current(page), "Signe Holtmark");
  await press(page, "Home", "/");
  await type(page, "tarvo");
  await eventually(() => names(page), ["Ilena Tarvo"]);
  await press(page, "Enter", "n");
  await eventually(() => focus(page), "registry-name");
  await press(page, "Control+a");
  await type(page, "President Tarvo");
  await press(page, "Enter", "Escape", "Escape");
  await page.locator(".text").waitFor();
  await press(page, "Shift+E", "/", "Control+a", "Backspace", "Enter", "Home");
  await eventually(() => names(page).then((all) => all.includes("President Tarvo")), true);

  // The second goes into the first.
  await press(page, "ArrowDown", "x", "ArrowUp", "m");
  const dialog = page.getByRole("dialog", { name: "Merge entities" });
  await dialog.getByText("3 stances in 2 articles").or(dialog.getByText(/stance/).first()).first().waitFor();
  assert.equal(await dialog.getByRole("radio", { name: "Aksel Brunvoll" }).isChecked(), true);
  for (let presses = 0; presses < 5 && !/^Merge/.test(await page.evaluate(() => document.activeElement.textContent)); presses += 1) await press(page, "Tab");
  await press(page, "Enter");
  await eventually(async () => (await names(page)).slice(0, 2), ["Aksel Brunvoll", "Bohdar Seleny"]);
  await eventually(() => page.locator("#registry-aliases").inputValue(), "Beatriz Almoster");
  await eventually(() => focus(page), "registry-list");
  await press(page, "Control+z", "Control+z");
  await eventually(async () => (await names(page)).length, 15);
  await press(page, "Escape");
  await eventually(() => focus(page), "text");
  assert.deepEqual(unclocked(await savedJson(page)), unclocked(before));
});

onPage("by mouse: a mention leads into its article, several are retyped, one is split, one deleted", {}, async (page) => {
  await open(page);
  await page.getByRole("button", { name: "Entity registry" }).click();
  await page.getByRole("button", { name: "Mentions", exact: true }).click();
  await eventually(async () => (await lines(page))[0], ["Ilena Tarvo", "PERPerson", "2", "6", "–"]);
  await row(page, "Ilena Tarvo").click();
  await eventually(() => page.locator("#registry-name").inputValue(), "Ilena Tarvo");
  const mentions = side(page).getByRole("checkbox", { name: "Tick this mention" });
  await eventually(() => mentions.count(), 2);

  // Split, with the stances of one article.
  await mentions.nth(1).check();
  await side(page).getByRole("button", { name: /^Split 1 off/ }).click();
  const split = page.getByRole("dialog", { name: "Split an entity" });
  await split.getByLabel("Name of the new entity").fill("Tarvo the elder");
  const articlesWith = split.getByRole("checkbox");
  await articlesWith.first().check();
  await split.getByText(/^1 mention and [1-9] stances? in/).waitFor();
  await split.getByRole("button", { name: /^Split, / }).click();
  await eventually(() => page.locator("#registry-name").inputValue(), "Tarvo the elder");
  await eventually(async () => (await lines(page)).filter(([name]) => /Tarvo/.test(name)).map((cells) => cells[2]), ["1", "1"]);

  // Two get another type together.
  await tick(page, "Ilena Tarvo");
  await page.locator("#registry-list").focus();
  await page.getByRole("button", { name: /^Retype 2/ }).click();
  const retype = page.getByRole("dialog", { name: "Give another type" });
  await retype.getByRole("radio", { name: "Organisation" }).check();
  await retype.getByText("2 mentions in 2 articles").or(retype.getByText("2 mentions in 1 article")).waitFor();
  await retype.getByRole("button", { name: /^Retype, 2/ }).click();
  await eventually(async () => (await lines(page)).filter(([name]) => /Tarvo/.test(name)).map((cells) => cells[1]), ["ORGOrganisation", "ORGOrganisation"]);
  await tick(page, "Ilena Tarvo");

  // Deleted: its stances go to the other.
  await row(page, "Tarvo the elder").click();
  await side(page).getByRole("button", { name: /^Delete/ }).click();
  const gone = page.getByRole("dialog", { name: "Delete entities" });
  await gone.getByRole("combobox").fill("ilena");
  await gone.getByRole("option", { name: /Ilena Tarvo/ }).click();
  await gone.getByRole("button", { name: /^Delete, / }).click();
  await eventually(async () => (await lines(page)).find(([name]) => name === "Ilena Tarvo").slice(2, 4), ["1", "6"]);
  await page.getByRole("button", { name: /^Unlinked mentions/ }).click();
  await eventually(() => lines(page).then((all) => all.length), 1);

  await page.locator(".registry-place").first().click();
  await eventually(async () => /Tarvo/.test(await focusedMark(page)), true);
  for (const _ of [1, 2, 3]) await press(page, "Control+z");
  await page.locator(".text").focus();
  await press(page, "Shift+E");
  await eventually(async () => (await lines(page))[0], ["Ilena Tarvo", "PERPerson", "2", "6", "–"]);
});

onPage("unlinked words are worked down: a key links all their places, a digit one, n makes an entity", {}, async (page) => {
  await open(page);
  await openArticle(page, "Support coalition meets in Ghent");
  await mark(page, "Kohlstedt", "1", { nth: 0 });
  await press(page, "Escape");
  await mark(page, "Kohlstedt", "1", { nth: 1 });
  await press(page, "Escape");
  await mark(page, "Ghent", "3", { nth: 1 });
  await press(page, "Escape", "Shift+E", "u");
  await eventually(async () => (await lines(page)).map((cells) => cells.slice(1)), [["Kohlstedt", "2 mentions in 1 article"], ["Ghent", "1 mention in 1 article"]]);
  await eventually(() => page.locator(".registry-guesses button").first().innerText().then((words) => /Edmar Kohlstedt/.test(words)), true);
  await press(page, "ArrowRight", "1");
  await eventually(async () => (await lines(page)).map((cells) => cells.slice(1)).find(([name]) => name === "Kohlstedt"), ["Kohlstedt", "1 mention in 1 article"]);
  await page.locator("#registry-list [role=option]", { hasText: "Kohlstedt" }).click();
  await page.locator("#registry-list").focus();
  await press(page, "Enter");
  await eventually(async () => (await lines(page)).map((cells) => cells[1]), ["Ghent"]);
  await press(page, "n");
  await page.getByText("Every mention is linked.").waitFor();
  await press(page, "u", "/");
  await type(page, "place ghent");
  await eventually(() => lines(page), [["Ghent", "LOCPlace", "1", "–", "–"]]);
});

onPage("on real articles all places of a surname become an entity, and the full name is linked to it", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), articles.length);
  await page.locator(".text").focus();
  await press(page, "i");
  await page.keyboard.type("Macron");
  await press(page, "Escape", "1", "a");
  await page.getByRole("checkbox", { name: "In all articles" }).check();
  const button = page.getByRole("button", { name: /^Mark \d+$/ });
  const count = 1 + Number(/\d+/.exec(await button.innerText())[0]);
  await button.click();
  await press(page, "Shift+E", "u");
  await eventually(async () => (await lines(page)).map((cells) => cells[1]), ["Macron"]);
  assert.match((await lines(page))[0][2], new RegExp(`^${count} mentions in [2-9] articles$`));
  await press(page, "n", "u");
  await eventually(() => lines(page), [["Macron", "PERPerson", String(count), "–", "–"]]);
  await press(page, "Escape", "Escape", "i", "Control+a");
  await page.keyboard.type("Emmanuel Macron");
  await press(page, "Escape", "1", "Escape", "Shift+E", "u", "Enter", "u");
  await eventually(() => lines(page), [["Macron", "PERPerson", String(count + 1), "–", "–"]]);
  await page.locator(".registry-place").first().click();
  await page.locator(".text").waitFor();
  assert.match(await openTitle(page), /./);
  await eventually(async () => /Macron/.test(await focusedMark(page)), true);
});
