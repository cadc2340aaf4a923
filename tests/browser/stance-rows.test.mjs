// Rows of SemEval-2016 come in as stances of whole articles, and go out again.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { articleIsOpen, downloadOf, drop, inEmptyFolder, onPage, savedJson } from "./analyst.mjs";

const ROWS = [
  ["ID", "Target", "Tweet", "Stance"],
  ["101", "Atheism", "dear \"lord\" thank u #SemST", "AGAINST"],
  ["102", "Hillary Clinton", "She's 100% right \u{1f4a9}", "FAVOR"],
  ["103", "Atheism", "no idea", "NONE"],
];
const text = (rows) => rows.map((row) => `${row.join("\t")}\r\n`).join("");

onPage("the task's file is told from an article, comes in with its stances, and goes out as rows", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    const file = join(folder, "semeval2016-task6-trainingdata.txt");
    await writeFile(file, text(ROWS));
    await drop(page, [file]);
    const dialog = page.getByRole("dialog", { name: "Import annotations" });
    await dialog.getByText("3 new articles").waitFor();
    await dialog.locator("option[value=semeval-2016]:checked").waitFor({ state: "attached" });
    await dialog.getByRole("button", { name: "Import", exact: true }).press("Enter");
    await articleIsOpen(page);
    const project = await savedJson(page);
    const stances = Object.values(project.layers).flatMap((layers) => Object.values(layers)).flatMap((layer) => Object.values(layer.document_stances));
    assert.deepEqual(stances.map(({ polarity }) => polarity).sort(), ["AGAINST", "FAVOR", "NONE"]);
    assert.deepEqual(project.codebook.issues.map(({ label }) => label).filter((label) => ["Atheism", "Hillary Clinton"].includes(label)).length, 2);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const saving = page.getByRole("dialog", { name: "Save and export" });
    await saving.getByRole("radio", { name: /^SemEval-2016/ }).check();
    const { name, bytes } = await downloadOf(page, () => saving.getByRole("button", { name: "Export for SemEval-2016 stance", exact: true }).click());
    assert.match(name, /\.semeval-2016\.tsv$/);
    const rows = bytes.toString("utf8").trimEnd().split("\n").map((line) => line.split("\t"));
    assert.deepEqual(rows[0], [...ROWS[0], "Standpoint"]);
    const found = rows.slice(1).map((row) => row.slice(1, 4)).sort();
    assert.deepEqual(found, ROWS.slice(1).map((row) => row.slice(1)).sort());
  });
});
