// Projects go out to other programs: what a format cannot hold is said before anything is written.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { eventually, marksShown, onPage, paste, press } from "./analyst.mjs";

/// The files of a zip archive by name, by its central directory.
const unzipped = (bytes) => {
  const files = {};
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06") + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [packed, name, extra, comment] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    files[bytes.toString("utf8", at + 46, at + 46 + name)] = inflateRawSync(bytes.subarray(start, start + packed)).toString("utf8");
    at += 46 + name + extra + comment;
  }
  return files;
};

const exported = async (page, name) => {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: `Export for ${name}`, exact: true }).press("Enter");
  const file = await download;
  return { name: file.suggestedFilename(), files: unzipped(await readFile(await file.path())) };
};

const mark = async (page) => {
  await paste(page, "💩 Ada met Carl in Rome.");
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight", "1");
  await eventually(() => marksShown(page), ["[PER:Ada]"]);
};

onPage("by keyboard: a project goes out to Label Studio, its spans on the right words", {}, async (page) => {
  await mark(page);
  await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save and export" });
  await dialog.getByRole("radio", { name: /^Label Studio/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("listitem").filter({ hasText: "1 codebook (colours, keys, guidelines)" }).waitFor();
  const { name, files } = await exported(page, "Label Studio");
  assert.match(name, /\.label-studio\.zip$/);
  const [task] = JSON.parse(files["tasks.json"]);
  const [region] = task.annotations[0].result;
  const { start, end, text, labels } = region.value;
  assert.deepEqual([text, labels], ["Ada", ["person"]]);
  assert.equal(Array.from(task.data.text).slice(start, end).join(""), "Ada");
  assert.match(files["labeling-config.xml"], /<Label value="person"/);
  assert.match(files["NOT-IN-THIS-FILE.md"], /codebook/);
  await dialog.waitFor({ state: "detached" });
});

onPage("by mouse: what brat cannot hold is counted, and listed in the file", {}, async (page) => {
  await mark(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Save and export" });
  await dialog.getByText("Standoff files for brat").click();
  await dialog.getByText("brat cannot hold:").waitFor();
  await dialog.getByRole("listitem").filter({ hasText: "1 status of the work on an article" }).waitFor();
  await dialog.getByLabel("Status").selectOption("Done");
  await dialog.getByText("1 status of the work").waitFor({ state: "detached" });
  await dialog.getByLabel("Status").selectOption("any");
  const { files } = await exported(page, "brat");
  const ann = Object.keys(files).find((path) => path.endsWith(".ann"));
  assert.equal(files[ann], "T1\tperson 2 5\tAda\n");
  assert.match(files["NOT-IN-THIS-FILE.md"], /- 1 status of the work on an article/);
});

onPage("by keyboard: a dataset of sentences, divided by a seed, says what it is", {}, async (page) => {
  await paste(page, "💩 Ada met Carl in Rome. She left on Monday.\n\nCarl stayed.");
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight", "1");
  await eventually(() => marksShown(page), ["[PER:Ada]"]);
  await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save and export" });
  await dialog.getByRole("radio", { name: /^CSV Tables/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByLabel("One example is").selectOption("a sentence");
  await dialog.getByLabel("Sentences around it").fill("1");
  await dialog.getByLabel("Divided into parts").focus();
  await page.keyboard.press("Space");
  const parts = dialog.getByLabel("Parts", { exact: true });
  await parts.fill("train");
  await parts.press("Tab");
  await dialog.getByRole("alert").filter({ hasText: "expected parts such as train=80,dev=10,test=10, found “train”" }).waitFor();
  assert.equal(await parts.inputValue(), "train", "what was typed stays to be corrected");
  await parts.fill("train=2,test=1");
  await parts.press("Tab");
  await dialog.getByRole("alert").waitFor({ state: "detached" });
  await dialog.getByLabel("Seed").fill("5");
  await dialog.getByLabel("Seed").press("Tab");
  const { name, files } = await exported(page, "CSV");
  assert.match(name, /\.csv\.zip$/);
  assert.match(files["README.md"], /An example is a sentence, with up to 1 more on each side/);
  assert.match(files["README.md"], /“5:” and their id/);
  // All three sentences are of one article, which is in one part.
  const mentions = files["train/mentions.csv"].trim().split("\n");
  assert.deepEqual(Object.keys(files).filter((path) => path.startsWith("test/")), []);
  assert.equal(mentions.length, 3, "the mention stands in its sentence and around the next");
  assert.match(mentions[1], /,2,5,Ada,/);
});
