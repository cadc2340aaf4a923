// One field for everything that can be done or gone to.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  articles, articleIsOpen, eventually, focus, load, marksShown, onPage, openTitle, press, selected, type, withoutArticles,
} from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const dialog = (page) => page.getByRole("dialog", { name: "Do or go to" });
const lines = (page) => page.locator(".palette-row .line").allTextContents();
const chosen = (page) => page.locator(".palette-row[aria-selected=true] .line").textContent();

async function open(page) {
  await load(page, [gold]);
  await articleIsOpen(page);
  await page.locator(".text").focus();
}

async function ask(page, words) {
  await press(page, "Control+k");
  await dialog(page).waitFor();
  await type(page, words);
}

onPage("by keyboard: a command, an article, a label and a view, each by a few letters", {}, async (page) => {
  await open(page);
  await ask(page, "find in");
  await eventually(() => chosen(page), "find in the article");
  await press(page, "Enter");
  await eventually(() => focus(page), "find-words");
  await press(page, "Escape");

  await ask(page, "nxart");
  await eventually(() => chosen(page), "next article");
  await press(page, "ArrowDown", "ArrowUp", "Enter");
  const second = await page.locator(".article-row .title").nth(1).textContent();
  await eventually(() => openTitle(page), second);

  await ask(page, "backers ghent");
  await press(page, "Enter");
  await eventually(() => openTitle(page), "Backers of Merava open conference in Ghent");
  await eventually(() => focus(page), "text");

  await ask(page, "organis");
  await eventually(() => chosen(page), "Organisation");
  await press(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
  const before = (await marksShown(page)).length;
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "Enter");
  await eventually(async () => (await marksShown(page)).length, before + 1);

  await ask(page, "timel");
  await press(page, "Enter");
  await eventually(() => focus(page), "picture");
  await page.getByRole("button", { name: "Timeline", pressed: true }).waitFor();
  // A command of the text says that it is one, and Enter does nothing.
  await ask(page, "next article");
  await page.getByRole("option", { name: /next article/, disabled: true }).waitFor();
  assert.match(await page.locator(".palette-row[aria-selected=true]").innerText(), /in the text only/);
  await press(page, "Enter");
  await dialog(page).waitFor();
  await press(page, "Escape");
  await dialog(page).waitFor({ state: "detached" });
  await eventually(() => focus(page), "picture");
});

onPage("a command that moves the caret works from the field too", {}, async (page) => {
  await open(page);
  await press(page, "Control+Home");
  await ask(page, "select the sentence");
  await press(page, "Enter");
  await eventually(async () => (await selected(page)).length > 10, true);
});

onPage("by mouse: the button, a line, and what there is of an entity", {}, async (page) => {
  await open(page);
  await page.getByRole("button", { name: "Do or go to" }).click();
  await dialog(page).waitFor();
  await page.keyboard.type("tarvo");
  await page.locator(".palette-row", { hasText: "Entity · Person" }).first().click();
  await dialog(page).waitFor({ state: "detached" });
  await eventually(() => page.getByLabel("Name", { exact: true }).inputValue(), "Ilena Tarvo");
});

onPage("articles are added by a key, and by that command’s name", {}, async (page) => {
  // From now on, lest the browser show the first chooser itself.
  page.on("filechooser", () => {});
  await open(page);
  const before = await page.locator(".article-row").count();
  const file = (name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`${name}\n\nThe levy is dear.`) });
  const byKey = page.waitForEvent("filechooser");
  await press(page, "Control+o");
  await (await byKey).setFiles([file("one.txt")]);
  await eventually(() => page.locator(".article-row").count(), before + 1);
  const byName = page.waitForEvent("filechooser");
  await ask(page, "add articles");
  await eventually(() => chosen(page), "add articles from files");
  await press(page, "Enter");
  await (await byName).setFiles([file("two.txt")]);
  await eventually(() => page.locator(".article-row").count(), before + 2);
});

onPage("every command of the table is found by what it does, with its key", {}, async (page) => {
  await open(page);
  const table = await readFile(new URL("../../src/session/command/table.rs", import.meta.url), "utf8");
  const does = [...table.matchAll(/(?:command|caret)\((?:MARKS|"[^"]*"), (?:"[^"]*", )?\|\| "([^"]*)", &\[/g)].map((found) => found[1]);
  assert.ok(does.length > 50, `${does.length} commands`);
  await press(page, "Control+k");
  await dialog(page).waitFor();
  for (const words of does.filter((words) => !words.startsWith("do or go to"))) {
    await page.getByRole("combobox", { name: "Do or go to" }).fill(words);
    await eventually(() => chosen(page), words);
  }
  assert.ok((await lines(page)).length > 0);
});

onPage("articles of a real event are gone to by a word of their headline", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), 5);
  const title = await page.locator(".article-row .title").nth(3).textContent();
  await page.locator(".text").focus();
  await ask(page, title.split(/\s+/).slice(0, 4).join(" "));
  await eventually(() => chosen(page), title);
  await press(page, "Enter");
  await eventually(() => openTitle(page), title);
});
