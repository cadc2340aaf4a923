// The names of the registry are looked for in all articles, by the worker, and become suggestions.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { articleIsOpen, articles, eventually, focusedMark, load, onPage, openArticle, press, savedJson, settled, unclocked, withoutArticles } from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const suggested = (page) => page.locator(".text mark[data-suggested]").allTextContents();
const pending = async (page) => Object.values((await savedJson(page)).layers)
  .flatMap((layer) => Object.values(layer["annotator-1"]?.mentions ?? {}))
  .filter(({ provenance }) => provenance.decision === "pending");

onPage("by keyboard: names are suggested, decided on, and taken back as one step", {}, async (page) => {
  await load(page, [gold]);
  await articleIsOpen(page);
  await page.locator(".text").focus();
  const before = await savedJson(page);
  await press(page, "Shift+E", "g");
  await page.getByText(/^\d+ names suggested in \d articles/).first().waitFor();
  const found = await pending(page);
  assert.ok(found.length >= 15, `${found.length} names`);
  assert.ok(found.every(({ entity, provenance }) => entity && provenance.origin === "rule" && provenance.model.name === "gazetteer"));
  await press(page, "Escape", "Escape");
  await openArticle(page, "Lisbon talks end");
  await page.locator(".text").focus();
  await eventually(async () => (await suggested(page)).length > 0, true);
  await press(page, "Control+Home", "y");
  const [first] = await suggested(page);
  await eventually(() => focusedMark(page), first);
  await press(page, "y", "r");
  assert.equal((await pending(page)).length, found.length - 2);
  // What was decided is not suggested again.
  await press(page, "Shift+E", "g");
  await page.getByText("No place of a name is new.").first().waitFor();
  await press(page, "Control+z", "Control+z", "Control+z");
  assert.deepEqual(unclocked(await savedJson(page)), unclocked(before));
});

onPage("by mouse, on real articles", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), articles.length);
  await page.locator(".text").focus();
  await press(page, "i");
  await page.keyboard.type("Macron");
  await press(page, "Escape", "1", "l", "Enter");
  await page.getByRole("button", { name: "Entity registry" }).click();
  await page.getByRole("button", { name: "Suggest names" }).click();
  await page.getByText(/^\d+ names suggested in \d articles/).first().waitFor();
  await page.getByRole("button", { name: "Back to the text" }).click();
  for (const row of await page.locator(".article-row").all()) {
    await row.click();
    await settled(page);
    if ((await suggested(page)).length > 0) break;
  }
  assert.deepEqual([...new Set(await suggested(page))], ["Macron"]);
  await page.getByRole("button", { name: "Accept all…" }).click();
  await page.getByRole("radio", { name: /^In all articles/ }).check();
  await page.getByRole("dialog").getByRole("button", { name: /^Accept \d+$/ }).click();
  await eventually(() => suggested(page), []);
});
