// All places of a mention's words, ticked and marked as one step.
import assert from "node:assert/strict";
import { articles, eventually, load, marksShown, onPage, paste, press, withoutArticles } from "./analyst.mjs";

const dialog = (page) => page.getByRole("dialog", { name: /^All “/ });
const places = (page) => page.locator(".hit-words").allTextContents();

onPage("by keyboard: the others are marked, one is left out, one undo takes all back", {}, async (page) => {
  await paste(page, "Ada met Ada.\n\nCarl saw Adam and Ada. ADA left.");
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1", "a");
  await dialog(page).waitFor();
  await eventually(() => places(page), ["Ada met Ada.", "Carl saw Adam and Ada. "]);
  await page.getByRole("checkbox", { name: "Capitals count" }).uncheck();
  await eventually(() => places(page), ["Ada met Ada.", "Carl saw Adam and Ada. ", "ADA left."]);
  // On to the list: each place is a box to be ticked.
  for (let presses = 0; presses < 12 && !await page.evaluate(() => document.activeElement.closest(".hit")); presses += 1) await press(page, "Tab");
  await press(page, "Space");
  await page.getByRole("button", { name: "Mark 2" }).waitFor();
  await press(page, "Space", "ArrowDown", "ArrowDown", "Space");
  await page.getByText("3 places in this article, 2 ticked.").waitFor();
  await page.getByRole("button", { name: "Mark 2" }).press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await eventually(() => marksShown(page), ["[PER:Ada]", "[PER:Ada]", "[PER:Ada]"]);
  await page.locator(".text").focus();
  await press(page, "Control+z");
  await eventually(() => marksShown(page), ["[PER:Ada]"]);
});

onPage("by mouse: where another mark overlaps nothing is ticked; marks are relabelled and deleted", {}, async (page) => {
  await paste(page, "Ada met Ada Lovelace. Ada left.");
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+ArrowRight", "Control+ArrowRight", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "2", "Escape");
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1");
  await page.getByRole("button", { name: /^All places of these words/ }).click();
  await page.getByText("2 places in this article, 1 ticked.").waitFor();
  await page.getByText("overlaps Ada Lovelace, Organisation").waitFor();
  await page.getByRole("button", { name: "Mark 1" }).click();
  await eventually(() => marksShown(page), ["[PER:Ada]", "[ORG:Ada Lovelace]", "[PER:Ada]"]);
  await page.getByRole("button", { name: "EVT Event" }).click();
  await page.getByRole("button", { name: /^All places of these words/ }).click();
  await page.getByLabel("What to do").selectOption("Relabel");
  await page.getByText("is Person").waitFor();
  await page.getByRole("button", { name: "Relabel 1" }).click();
  await eventually(() => marksShown(page), ["[EVT:Ada]", "[ORG:Ada Lovelace]", "[EVT:Ada]"]);
  await page.getByRole("button", { name: /^All places of these words/ }).click();
  await page.getByLabel("What to do").selectOption("Unmark");
  await page.getByRole("button", { name: "None", exact: true }).click();
  assert.ok(await page.getByRole("button", { name: "Unmark 0" }).isDisabled());
  await page.getByRole("button", { name: "All", exact: true }).last().click();
  await page.getByRole("button", { name: "Unmark 2" }).click();
  await eventually(() => marksShown(page), ["[ORG:Ada Lovelace]"]);
});

onPage("over all articles of a real event", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), 5);
  await page.locator(".text").focus();
  await press(page, "i");
  await page.keyboard.type("Macron");
  await press(page, "Escape", "1", "a");
  await page.getByRole("checkbox", { name: "In all articles" }).check();
  const said = page.getByText(/^\d+ places in all articles, \d+ ticked\.$/);
  const [, count] = /^(\d+) places/.exec(await said.innerText());
  assert.ok(Number(count) >= 4, `${count} places`);
  await page.getByRole("button", { name: `Mark ${count}` }).click();
  await eventually(async () => {
    const marks = await page.locator(".article-row .count").allTextContents();
    return marks.reduce((sum, words) => sum + Number(words.split(" ")[0]), 0);
  }, Number(count) + 1);
});
