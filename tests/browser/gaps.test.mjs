// What the codebook requires and is not there: listed, counted, walked and filled by keyboard.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  articleIsOpen, eventually, focus, focusedMark, inEmptyFolder, ledger, load, mark, onPage, press, type,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));

/** A project whose mentions all need an entity. */
async function open(page) {
  const project = JSON.parse(await readFile(gold));
  project.version = "1.1";
  project.codebook.rules = ["mention_entity"];
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "ruled.standpoint.json");
    await writeFile(file, JSON.stringify(project));
    await load(page, [file]);
    await articleIsOpen(page);
  });
}

onPage("gaps are walked and filled by keyboard alone, and the article may be done with them", {}, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  const number = page.locator(".ledger-head button", { hasText: "Gaps" }).locator("span");
  const before = (await number.count()) > 0 ? Number(await number.textContent()) : 0;
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1", "Escape");
  await eventually(() => number.textContent(), String(before + 1));
  await page.locator(".article-row[aria-current]").getByText(/^\d+ gaps?$/).waitFor();
  await page.locator(".ledger-head button", { hasText: "Gaps" }).focus();
  await press(page, "Enter");
  await eventually(async () => (await ledger(page)).every((line) => line.endsWith("lacks an entity")), true);

  await page.locator("#text").focus();
  await page.locator(".statuses button", { hasText: "In progress" }).click();
  await page.locator("#text").focus();
  await press(page, "d");
  await page.getByText(/^Done, with \d+ gaps?\./).waitFor();
  await press(page, "Escape", "Control+Home", "n");
  await eventually(() => focus(page), "link");
  assert.notEqual(await focusedMark(page), "");
  await type(page, "Somebody new");
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  await eventually(async () => (await ledger(page)).length, before);
});

onPage("a click leads from the list to the next gap, also of another article", {}, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  await mark(page, "Ghent", "3");
  await press(page, "Escape");
  await page.locator(".ledger-head button", { hasText: "Gaps" }).click();
  await page.getByRole("button", { name: "Next article" }).click();
  await page.locator("#text").focus();
  await press(page, "n");
  await eventually(() => focus(page), "link");
  await eventually(() => focusedMark(page), "Ghent");
});

onPage("all gaps stand in one list, counted and filtered by kind, walked by keyboard", {}, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  await mark(page, "Ghent", "3");
  await press(page, "Escape", "j");
  await page.locator("#text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1", "Escape", "k");
  const total = Number(/^\d+/.exec(await page.locator(".gap-line").textContent())[0]);
  assert.ok(total >= 2, `${total} gaps`);
  await page.locator("#text").focus();
  await press(page, "u");
  const dialog = page.getByRole("dialog", { name: "Gaps" });
  await dialog.getByRole("button", { name: `All ${total}` }).waitFor();
  await eventually(() => dialog.getByRole("button", { name: /^an entity/ }).textContent(), `an entity${total}`);
  await eventually(() => dialog.getByRole("option").count(), total);
  assert.ok(await dialog.locator(".gap-group").count() >= 2, "two articles");
  // Kinds by Tab and Space; the field goes on from there.
  await dialog.getByRole("button", { name: /^an entity/ }).focus();
  await press(page, "Space");
  await dialog.getByRole("combobox").focus();
  await type(page, "ghent, place");
  await eventually(() => dialog.getByRole("option").count(), 1);
  await press(page, "Enter");
  await eventually(() => focus(page), "link");
  await eventually(() => focusedMark(page), "Ghent");
  await type(page, "Ghent, the city");
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  // The list comes back as it was looked at.
  await press(page, "u");
  await dialog.getByText("Nothing fits the filter.").waitFor();
  await dialog.getByRole("combobox").fill("");
  await eventually(() => dialog.getByRole("option").count(), total - 1);
  await press(page, "End", "Control+End", "Enter");
  await eventually(() => focus(page), "link");
});

onPage("the number of gaps leads to their list, by mouse", {}, async (page) => {
  await open(page);
  await page.locator("#text").focus();
  await mark(page, "Ghent", "3");
  await press(page, "Escape");
  await page.locator(".gap-line").click();
  const dialog = page.getByRole("dialog", { name: "Gaps" });
  await dialog.getByRole("button", { name: "By what is lacking" }).click();
  await dialog.getByRole("option", { name: /Ghent/ }).click();
  await eventually(() => focus(page), "link");
  // The first empties the field, the second leaves it.
  await press(page, "Escape", "Escape", "h");
  await page.getByRole("dialog", { name: "Progress" }).getByRole("button", { name: "List the gaps" }).click();
  await dialog.getByRole("option", { name: /Ghent/ }).waitFor();
});
