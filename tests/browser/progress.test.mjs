// How far the work is.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { articles, articleIsOpen, eventually, focus, load, onPage, openTitle, press, withoutArticles } from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const dialog = (page) => page.getByRole("dialog", { name: "Progress" });
const rows = (page, name) => page.getByRole("table", { name }).locator("tbody tr").evaluateAll((found) =>
  found.map((row) => [...row.children].map((cell) => cell.textContent)));

onPage("by keyboard: counts by status, label and polarity, and on to an article", {}, async (page) => {
  await load(page, [gold]);
  await articleIsOpen(page);
  await page.locator(".text").focus();
  await press(page, "h");
  await dialog(page).getByText("5 of 5 finished").waitFor();
  await dialog(page).getByText("Nothing is left.").waitFor();
  const status = await rows(page, "Articles");
  assert.deepEqual(status.map(([name, count]) => [name, count]), [["To do", "0"], ["In progress", "0"], ["Done", "5"], ["Skipped", "0"]]);
  const marked = await rows(page, "Marked");
  assert.deepEqual(marked.find(([name]) => name === "Person"), ["Person", "label", "3"]);
  assert.deepEqual(marked.find(([name]) => name === "All stances").at(-1), "44");
  const stances = marked.filter(([, kind]) => kind === "polarity").reduce((sum, [, , count]) => sum + Number(count), 0);
  assert.equal(stances, 44);
  for (let presses = 0; presses < 12 && !await page.evaluate(() => document.activeElement.matches(".progress-row")); presses += 1) await press(page, "Tab");
  await press(page, "ArrowDown", "Enter");
  await dialog(page).waitFor({ state: "detached" });
  const second = await page.locator(".article-row .title").nth(1).textContent();
  await eventually(() => openTitle(page), second);
  await eventually(() => focus(page), "text");
});

onPage("by mouse: what is left goes by what was done", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), 5);
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1", "d");
  await page.getByRole("button", { name: "1 of 5 finished" }).click();
  await dialog(page).waitFor();
  await dialog(page).getByText(/^Left: 4 articles with [\d\u202f]+ words\./).waitFor();
  assert.deepEqual((await rows(page, "Pace")).map(([, , hourly]) => hourly), ["60", "60", "60"]);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
});
