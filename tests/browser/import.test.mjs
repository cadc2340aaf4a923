// Annotations of other programs come in: seen before anything changes, and taken back as one step.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  articleIsOpen, drop, eventually, exported, inEmptyFolder, inFreshProfile, ledger, marksShown, onPage, openArticle, paste, press,
  push, savedJson, settled, unclocked, visit,
} from "./analyst.mjs";

const region = (id, start, end, text, label) => ({
  id, type: "labels", from_name: "label", to_name: "text", value: { start, end, text, labels: [label] },
});
const annotation = (...result) => ({ completed_by: { email: "eve@example.org" }, result });
const tasks = [
  {
    data: { text: "💩 Ada met Carl." },
    annotations: [annotation(region("a", 2, 5, "Ada", "person"), region("b", 10, 14, "Carl", "villain"), region("c", 10, 14, "Curl", "person"))],
    predictions: [{ model_version: "m-7", score: 0.75, result: [region("d", 6, 9, "met", "event")] }],
  },
  { data: { text: "Zoe left." }, annotations: [annotation(region("e", 0, 3, "Zoe", "person"))] },
];

const dialogOf = (page) => page.getByRole("dialog", { name: "Import annotations" });
const items = (dialog) => dialog.getByRole("listitem").allInnerTexts();

/** Chooses files in the open dialog, by the keyboard. */
async function choose(page, paths) {
  const chooser = page.waitForEvent("filechooser");
  await dialogOf(page).getByRole("button", { name: "Choose files" }).press("Enter");
  await (await chooser).setFiles(paths);
}

onPage("by keyboard: tasks of Label Studio come onto the article that is here, and go again", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "tasks.json");
    await writeFile(file, JSON.stringify(tasks, null, 1));
    await paste(page, "💩 Ada met Carl.");
    const before = unclocked(await savedJson(page));
    await page.locator(".text").focus();
    await press(page, "Shift+I");
    await choose(page, [file]);
    const dialog = dialogOf(page);
    await dialog.getByText("Positions count code points: 3 of the 4 quotations").waitFor();
    const said = await items(dialog);
    for (const expected of ["1 new article", "4 mentions"]) assert.ok(said.includes(expected), `${expected} in ${said}`);
    assert.ok(said.some((line) => line.startsWith("1 article that is here already")), said);
    assert.ok(said.some((line) => line.includes("tasks.json, line") && line.includes("expected “Curl” at 10")), said);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(unclocked(await savedJson(page)), before);
    await page.locator(".text").focus();
    await press(page, "Shift+I");
    await choose(page, [file]);
    await dialog.getByLabel("“villain” becomes").selectOption({ label: "becomes Organisation" });
    await dialog.getByRole("button", { name: "Import", exact: true }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText("1 article and 4 mentions came in.").waitFor();
    // The prediction is a suggestion of whoever is at work; Eve's work is hers.
    await eventually(() => marksShown(page), ["[EVT:met]"]);
    const after = unclocked(await savedJson(page));
    const layers = Object.values(after.layers).flatMap((layers) => Object.entries(layers));
    const eve = layers.filter(([id]) => after.annotators[id].name === "eve@example.org");
    const labels = eve.flatMap(([, layer]) => Object.values(layer.mentions).map((it) => `${it.type} ${it.fragments[0].quote.exact}`));
    assert.deepEqual(labels.sort(), ["organisation Carl", "person Ada", "person Zoe"]);
    await page.locator(".text").focus();
    await press(page, "y", "y");
    await eventually(async () => (await ledger(page)).length, 1);
    await press(page, "Control+z", "Control+z");
    assert.deepEqual(unclocked(await savedJson(page)), before);
  });
});

onPage("by mouse: dropped annotations lead to the import, not into a new article", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "tasks.json");
    await writeFile(file, JSON.stringify(tasks));
    await drop(page, [file]);
    const dialog = dialogOf(page);
    await dialog.getByText("2 new articles").waitFor();
    await dialog.getByLabel("All as suggestions").check();
    await dialog.getByText("4 suggestions of these").waitFor();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await articleIsOpen(page);
    await openArticle(page, "Ada met Carl");
    await eventually(() => marksShown(page), ["[PER:Ada]", "[EVT:met]", "[VIL:Carl]"]);
    assert.equal(await page.locator(".ledger-row[data-suggested]").count(), 3);
  });
});

onPage("what positions count is asked where nothing decides, both readings shown", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "lines.jsonl");
    await writeFile(file, '{"text": "💩💩 Ada met Carl.", "label": [[5, 8, "person"]]}\n');
    await page.getByRole("button", { name: "Import annotations" }).click();
    await choose(page, [file]);
    const dialog = dialogOf(page);
    const take = dialog.getByRole("button", { name: "Import", exact: true });
    await dialog.getByRole("group", { name: /What do positions count/ }).waitFor();
    assert.equal(await take.isDisabled(), true);
    const readings = await dialog.locator(".import-unit mark").allInnerTexts();
    assert.deepEqual(readings.map((words) => words.trim()), ["a m", "Ada"]);
    await dialog.getByRole("radio", { name: /UTF-16 units/ }).check();
    await eventually(() => dialog.getByRole("radio", { name: /UTF-16 units/ }).isChecked(), true);
    await take.click();
    await articleIsOpen(page);
    const project = await savedJson(page);
    const mentions = Object.values(Object.values(Object.values(project.layers)[0])[0].mentions);
    assert.equal(mentions[0].fragments[0].quote.exact, "Ada");
  });
});

onPage("files in no known format say so, and are read in the one that is chosen", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "notes.xyz");
    await writeFile(file, "Ada\tB-person\nmet\tO\n");
    await page.getByRole("button", { name: "Import annotations" }).click();
    await choose(page, [file]);
    const dialog = dialogOf(page);
    await dialog.getByRole("alert").getByText("expected files of").waitFor();
    await dialog.getByLabel("Format").selectOption({ label: "BIO" });
    await dialog.getByText("1 mention", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await settled(page);
    assert.equal(await page.locator(".start").count(), 1);
  });
});

onPage("reading can be cancelled, and files that were taken for annotations loaded as articles", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    // Takes seconds in the worker.
    const many = Array.from({ length: 20000 }, (_, at) => ({
      data: { text: `💩 Ada met Carl, number ${at}.` }, annotations: [annotation(region("a", 2, 5, "Ada", "person"))],
    }));
    const large = join(folder, "large.json");
    await writeFile(large, JSON.stringify(many));
    await page.getByRole("button", { name: "Import annotations" }).click();
    await choose(page, [large]);
    const dialog = dialogOf(page);
    await dialog.getByRole("progressbar").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    const lines = join(folder, "lines.jsonl");
    await writeFile(lines, '{"text": "Ada met Carl.", "label": []}\n{"text": "Zoe left.", "label": []}\n');
    await drop(page, [lines]);
    await dialog.getByText("2 new articles").waitFor();
    await push(page, "Load as articles");
    await articleIsOpen(page);
    await eventually(() => page.locator(".article-row").count(), 2);
  });
});

onPage("the list of what was not understood can be kept", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "tasks.json");
    await writeFile(file, JSON.stringify(tasks));
    await drop(page, [file]);
    const download = page.waitForEvent("download");
    await dialogOf(page).getByRole("button", { name: "Save the list" }).click();
    const list = await readFile(await (await download).path(), "utf8");
    assert.match(list, /tasks\.json, line 1, .*: expected “Curl” at 10, found “Carl”/);
  });
});

onPage("predictions in our own lines are suggestions that say what made them", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "model.jsonl");
    const mention = { start: 2, end: 5, quote: "Ada", type: "person", score: 0.93 };
    await writeFile(file, `${JSON.stringify({ text: "💩 Ada met Carl.", model: "ner-3", mentions: [mention] })}\n`);
    await paste(page, "💩 Ada met Carl.");
    await drop(page, [file]);
    const dialog = dialogOf(page);
    await dialog.getByText("1 suggestion of these").waitFor();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await eventually(() => page.locator(".ledger-row[data-suggested]").count(), 1);
    await page.locator(".text").focus();
    await press(page, "y");
    await page.getByText("Suggested by ner-3, score 0.93").waitFor();
    await press(page, "y");
    await eventually(() => page.locator(".ledger-row[data-suggested]").count(), 0);
    await eventually(() => marksShown(page), ["[PER:Ada]"]);
  });
});

onPage("a folder for git opens again as the project that it is", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    await paste(page, "💩 Ada met Carl.");
    await page.locator(".text").focus();
    await press(page, "Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight", "1");
    const before = await savedJson(page);
    const { name, bytes } = await exported(page, "Folder for git");
    assert.match(name, /\.standpoint-folder\.zip$/);
    const archive = join(folder, name);
    await writeFile(archive, bytes);
    await inFreshProfile({}, async (context) => {
      const other = await visit(context);
      await drop(other, [archive]);
      await articleIsOpen(other);
      await eventually(() => marksShown(other), ["[PER:Ada]"]);
      assert.deepEqual(unclocked(await savedJson(other)), unclocked(before));
    });
  });
});
