// Suggestions: accepted and rejected by a key each, those on the screen together, all in a dialog.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  articleIsOpen, eventually, exported, focusedMark, load, onPage, openArticle, press, push, savedJson, settled,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));

/** The gold project with all places of "Merava" suggested in each article, as a list of names would. */
async function open(page) {
  const project = JSON.parse(await readFile(gold, "utf8"));
  const when = "2026-01-14T09:00:00.000Z";
  for (const [article, { text }] of Object.entries(project.articles)) {
    const letters = [...text];
    const layer = (project.layers[article] ??= {})["annotator-1"] ??= { status: "to-do", mentions: {} };
    layer.mentions ??= {};
    for (const { index } of text.matchAll(/\bMerava\b/g)) {
      const start = [...text.slice(0, index)].length;
      const quote = { exact: "Merava", prefix: letters.slice(Math.max(0, start - 24), start).join(""), suffix: letters.slice(start + 6, start + 30).join("") };
      layer.mentions[`r-suggested-${String(start).padStart(5, "0")}`] = {
        fragments: [{ start, end: start + 6, quote }], type: "place",
        provenance: { annotator: "annotator-1", created: when, updated: when, origin: "rule", model: { name: "list" }, decision: "pending" },
      };
    }
  }
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).first().click();
  await (await chooser).setFiles({ name: "gold.standpoint.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(project)) });
  await articleIsOpen(page);
  await openArticle(page, "Lisbon talks end");
  await page.locator(".text").focus();
}

const bar = (page) => page.getByRole("region", { name: "Suggestions" });
const waiting = async (page) => Number(/\d+/.exec(await bar(page).getByRole("heading").innerText())[0]);
const decisions = async (page, of) => {
  const { layers } = await savedJson(page);
  const mentions = Object.entries(layers).filter(([id]) => !of || id === of).flatMap(([, layer]) => Object.values(layer["annotator-1"].mentions ?? {}));
  const counts = { pending: 0, accepted: 0, rejected: 0 };
  for (const { provenance } of mentions) if (provenance.decision) counts[provenance.decision] += 1;
  return counts;
};

onPage("by keyboard: y accepts, r rejects, and each goes on to the next", {}, async (page) => {
  await open(page);
  const all = await waiting(page);
  assert.ok(all > 4, `${all} suggestions`);
  const before = await decisions(page);
  const exportedRules = async () => String((await exported(page, "Articles")).bytes).match(/"origin":\s*"rule"/g)?.length ?? 0;
  assert.equal(await exportedRules(), 0);
  await page.locator(".text").focus();
  await press(page, "Control+Home", "y");
  await eventually(() => focusedMark(page), "Merava");
  await press(page, "y", "r");
  await eventually(() => waiting(page), all - 2);
  assert.deepEqual(await decisions(page), { pending: before.pending - 2, accepted: 1, rejected: 1 });
  assert.equal(await exportedRules(), 1);
  await page.getByRole("button", { name: "Rejected", exact: true }).click();
  await eventually(() => page.locator(".text mark").allTextContents(), ["Merava"]);
  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.locator(".text").focus();
  await press(page, "Control+z", "Control+z");
  await eventually(() => waiting(page), all);
  assert.deepEqual(await decisions(page), before);
});

onPage("only the suggestions on the screen are accepted together, and the button says how many", {}, async (page) => {
  await open(page);
  const all = await waiting(page);
  const button = bar(page).getByRole("button", { name: /^Accept visible: \d+/ });
  const said = async () => Number(/\d+/.exec(await button.innerText())[0]);
  const seen = () => page.evaluate(() => {
    const reader = document.querySelector(".reader").getBoundingClientRect();
    const labels = document.querySelector(".labels")?.getBoundingClientRect().height ?? 0;
    return [...document.querySelectorAll(".text mark[data-suggested]")].filter((mark) => {
      const { top, bottom } = mark.getBoundingClientRect();
      return top >= reader.top + labels && bottom <= reader.bottom;
    }).length;
  });
  await page.locator(".reader").evaluate((reader) => { reader.scrollTop = 400; });
  await settled(page);
  await eventually(async () => await said() === await seen() && await said() > 0, true);
  const count = await said();
  assert.ok(count < all, `${count} of ${all} are on the screen`);
  await button.click();
  await eventually(() => waiting(page), all - count);
  await eventually(said, 0);
  await press(page, "Control+z");
  await eventually(() => waiting(page), all);
  await page.locator(".text").focus();
  await eventually(said, count);
  await press(page, "Shift+Y");
  await eventually(() => waiting(page), all - count);
});

onPage("all of the article, or of the project, only in a dialog that lists and counts them", {}, async (page) => {
  await open(page);
  const [all, { pending }] = [await waiting(page), await decisions(page)];
  await push(page, "Accept all…");
  const dialog = page.getByRole("dialog", { name: "Accept all suggestions" });
  await dialog.getByText(`${all} are accepted as one step`).waitFor();
  await dialog.getByRole("radio", { name: `In all articles: ${pending}` }).check();
  await dialog.getByRole("button", { name: `Accept ${pending}` }).click();
  await bar(page).waitFor({ state: "detached" });
  assert.deepEqual(await decisions(page), { pending: 0, accepted: pending, rejected: 0 });
  await press(page, "Control+z");
  await eventually(() => waiting(page), all);
});
