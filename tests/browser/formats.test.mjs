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
  await page.getByRole("button", { name: `Export for ${name}` }).press("Enter");
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
