// Loading: whatever is dropped on the page, good records come in and every file is accounted for.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { drop, folder, launch, open, saved, serve } from "./support.mjs";

let server, browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const report = (page) => page.getByRole("dialog", { name: "What was loaded" });
const line = (page, file) => report(page).locator(".report-files > li")
  .filter({ has: page.locator(".report-file bdi", { hasText: new RegExp(`^${RegExp.escape?.(file) ?? file}$`) }) });

async function check(page, file, outcome, remark = /^/) {
  const found = line(page, file);
  assert.equal(await found.locator(".report-outcome").textContent(), outcome, file);
  assert.match(await found.textContent(), remark, file);
}

/// The articles as the project's file has them.
async function articles(page) {
  const { text } = await saved(page, () => page.keyboard.press("Control+s"));
  return Object.values(JSON.parse(text).articles);
}

async function done(page) {
  await report(page).getByRole("button", { name: "Done" }).click();
}

test("more than 300 malformed files at once: each is named, good records come in", async (t) => {
  const made = await mkdtemp(join(tmpdir(), "standpoint-malformed-"));
  t.after(() => rm(made, { recursive: true, force: true }));
  const files = join(made, "bad");
  const cargo = spawnSync("cargo", ["test", "--quiet", "--workspace", "--test", "malformed"], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    env: { ...process.env, STANDPOINT_MALFORMED_DIR: files },
    encoding: "utf8",
  });
  assert.equal(cargo.status, 0, cargo.stderr);
  const expected = JSON.parse(await readFile(join(files, "expected.json"), "utf8"));
  await rm(join(files, "expected.json"));
  const names = await readdir(files);
  assert.ok(names.length >= 300, `only ${names.length} files`);

  const page = await open(t, browser, server.origin);
  await drop(page, files);
  const columns = page.getByRole("dialog", { name: "Which column holds the text?" });
  while (await report(page).or(columns).getByRole("heading", { level: 2 }).first().textContent()
    !== "What was loaded") {
    const asked = await columns.locator("bdi").first().textContent();
    await columns.getByRole("button", { name: "Leave this file out" }).click();
    await columns.locator("bdi", { hasText: asked }).waitFor({ state: "detached" });
  }
  const { text } = await saved(page, () => report(page).getByRole("button", { name: "Save as text" }).click());
  const named = new Set([...text.matchAll(/^bad\/(.*): (?:loaded|refused|here already)/gm)].map(([, name]) => name));
  assert.deepEqual(names.filter((name) => !named.has(name)), []);
  await done(page);

  const texts = (await articles(page)).map((article) => article.text);
  for (const [name, kept] of Object.entries(expected)) {
    for (const words of kept) {
      assert.ok(texts.some((text) => text.includes(words)), `${name}: lost ${words}`);
    }
  }
});

test("files of every kind: what is wrong is said, what is good is loaded", async (t) => {
  const page = await open(t, browser, server.origin);
  const files = await folder(t, {
    "mixed/article.txt": "Mill burns down\n\nAda saw it.",
    "mixed/twin.txt": "Mill burns down\n\nAda saw it.",
    "mixed/empty.txt": "",
    "mixed/picture.txt": Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    "mixed/cut.json": '[{"text": "Ada saw the mill bu',
    "mixed/rows.csv": 'title,text\nMill,"Ada saw the mill."\nshort\nBridge,"Zoë saw the bridge."\n',
    "mixed/lines.jsonl": '{"text": "Carl was there."}\n{broken\n{"text": "So was Dora."}\n',
  });
  await drop(page, join(files, "mixed"));
  await report(page).waitFor();
  await report(page).getByRole("button", { name: /^Show all/ }).click();
  await check(page, "mixed/article.txt", "Loaded");
  await check(page, "mixed/twin.txt", "Here already", /the same text is here already, as “Mill burns down”/);
  await check(page, "mixed/empty.txt", "Refused", /found an empty file/);
  await check(page, "mixed/picture.txt", "Refused", /a PNG picture/);
  await check(page, "mixed/cut.json", "Refused", /cut off/);
  await check(page, "mixed/rows.csv", "Loaded with remarks", /3/);
  await check(page, "mixed/lines.jsonl", "Loaded with remarks", /line 2/);
  await done(page);
  const texts = (await articles(page)).map((article) => article.text.trim());
  for (const text of ["Ada saw the mill.", "Zoë saw the bridge.", "Carl was there.", "So was Dora."]) {
    assert.ok(texts.includes(text), text);
  }
  assert.equal(texts.filter((text) => text.includes("Ada saw it.")).length, 1);

  await drop(page, join(files, "mixed/article.txt"));
  await check(page, "article.txt", "Here already");
});

test("the encoding is stated", async (t) => {
  const words = "Zoë met José in the café.\r\nThey spoke.";
  const files = await folder(t, {
    "1-utf-8.txt": words,
    "2-mark.txt": `\ufeff${words} `,
    "3-utf-16le.txt": Buffer.from(`\ufeff${words}  `, "utf16le"),
    "4-utf-16be.txt": Buffer.from(`${words}   `, "utf16le").swap16(),
    "5-windows-1252.txt": Buffer.from(`${words}    `, "latin1"),
  });
  const page = await open(t, browser, server.origin);
  await drop(page, files);
  await page.getByText("5 articles loaded.").first().waitFor();
  const expected = {
    "1-utf-8.txt": ["UTF-8", "line endings became LF"],
    "2-mark.txt": ["UTF-8", "a byte order mark was taken off; line endings became LF"],
    "3-utf-16le.txt": ["UTF-16LE", "a byte order mark was taken off; line endings became LF"],
    "4-utf-16be.txt": ["UTF-16BE", "line endings became LF"],
    "5-windows-1252.txt": ["windows-1252", "line endings became LF"],
  };
  const details = page.getByRole("dialog", { name: "About this article" });
  const fact = (name) => details.locator("dl > div", { hasText: name }).locator("dd").textContent();
  for (const row of await page.locator(".article-row").all()) {
    await row.click();
    await page.getByRole("button", { name: "Details" }).click();
    const file = (await fact("File")).split("/").pop();
    assert.deepEqual([await fact("Encoding"), await fact("Changed on loading")], expected[file], file);
    delete expected[file];
    await details.getByRole("button", { name: "Cancel" }).click();
  }
  assert.deepEqual(expected, {});
  for (const { text } of await articles(page)) assert.equal(text.trimEnd(), words.replace("\r", ""));
});

test("tables with unknown columns are asked about one after the other", async (t) => {
  const page = await open(t, browser, server.origin);
  const files = await folder(t, {
    "a.csv": "un,deux\nMill,Ada saw the mill.\nBridge,Zoë saw the bridge.\n",
    "b.csv": "eins,zwei\nTower,Carl saw the tower.\n",
    "c.csv": "uno,dos\nx,y\n",
    "d.txt": "An article.",
    "e.txt": "",
  });
  await drop(page, files);
  const columns = page.getByRole("dialog", { name: "Which column holds the text?" });
  const answer = async (file, text, title) => {
    await columns.locator("p bdi", { hasText: file }).first().waitFor();
    const asked = columns.getByLabel("Text of the article");
    assert.equal(await asked.inputValue(), "");
    if (!text) return columns.getByRole("button", { name: "Leave this file out" }).click();
    await asked.selectOption(text);
    await columns.getByLabel("Title").selectOption(title);
    return columns.getByRole("button", { name: "Load the table" }).click();
  };
  await answer("a.csv", "deux", "un");
  await answer("b.csv", "zwei", "eins");
  await answer("c.csv");
  await report(page).waitFor();
  await report(page).getByRole("button", { name: /^Show all/ }).click();
  for (const [file, outcome] of Object.entries({ a: "Loaded", b: "Loaded", c: "Refused", d: "Loaded", e: "Refused" })) {
    await check(page, `${files.split("/").pop()}/${file}.${"de".includes(file) ? "txt" : "csv"}`, outcome);
  }
  await done(page);
  assert.deepEqual((await articles(page)).map(({ text, title }) => [title, text]).sort(), [
    [undefined, "An article."], ["Bridge", "Zoë saw the bridge."], ["Mill", "Ada saw the mill."],
    ["Tower", "Carl saw the tower."],
  ]);
  await drop(page, join(files, "e.txt"));
  await check(page, "e.txt", "Refused");
});

test("what a table's columns are likely to hold is suggested", async (t) => {
  const page = await open(t, browser, server.origin);
  const inhalt = "The mill by the bridge was sold to the town on Monday.";
  await drop(page, await folder(t, { "t.csv": `headline,zahl,inhalt\nMill sold,1,${inhalt}\n` }));
  const columns = page.getByRole("dialog", { name: "Which column holds the text?" });
  assert.equal(await columns.getByLabel("Text of the article").inputValue(), "inhalt");
  assert.equal(await columns.getByLabel("Title").inputValue(), "headline");
  await columns.getByRole("button", { name: "Load the table" }).click();
  await columns.waitFor({ state: "detached" });
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  assert.deepEqual((await articles(page)).map(({ text, title }) => [title, text]), [["Mill sold", inhalt]]);
});

test("a file of 100 MB is refused with a reason, and the rest loads", async (t) => {
  const page = await open(t, browser, server.origin);
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    const parts = Array.from({ length: 100 }, () => "The mill burnt. ".repeat(1 << 16));
    transfer.items.add(new File(parts, "large.txt"));
    transfer.items.add(new File(parts, "large.json"));
    transfer.items.add(new File(["The mill burnt."], "small.txt"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await report(page).waitFor();
  await report(page).getByRole("button", { name: /^Show all/ }).click();
  await check(page, "large.txt", "Refused", /at most 64 MB, found 100 MB: split the file first/);
  await check(page, "large.json", "Refused", /at most 64 MB, found 100 MB: split the file first/);
  await check(page, "small.txt", "Loaded");
});

test("10,000 files: progress is shown, the page answers, a cancel keeps what was loaded", async (t) => {
  const count = 10_000;
  const many = {};
  for (let n = 0; n < count; n += 1) many[`many/${n % 20}/${n}.txt`] = `Article ${n}\n\nAda saw mill ${n}.`;
  const files = await folder(t, many);
  const page = await open(t, browser, server.origin);
  await page.evaluate(() => {
    window.frames_ = { longest: 0, last: performance.now() };
    const next = (now) => {
      window.frames_.longest = Math.max(window.frames_.longest, now - window.frames_.last);
      window.frames_.last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const panel = page.getByRole("region", { name: "Loading" });
  await drop(page, join(files, "many"));
  await panel.getByText(/^Read [1-9]\d* of 10000 files/).waitFor();
  // The page answers while it reads.
  await page.getByRole("button", { name: "Keys", exact: true }).click();
  await page.getByRole("dialog", { name: "Keys" }).getByRole("button", { name: "Close" }).click();
  await page.locator(".article-row").nth(3).click();
  await page.locator(".article-row[aria-current]").waitFor();
  await panel.getByRole("button", { name: "Cancel" }).click();
  const told = await page.getByText(/^Stopped\. \d+ articles loaded before that are kept\./).first().textContent();
  const kept = Number(told.match(/\d+/)[0]);
  assert.ok(kept > 0 && kept < count, told);
  assert.equal((await articles(page)).length, kept);

  await drop(page, join(files, "many"));
  await report(page).waitFor({ timeout: 300_000 });
  await done(page);
  assert.equal((await articles(page)).length, count);
  t.diagnostic(`longest gap between frames: ${Math.round(await page.evaluate(() => window.frames_.longest))} ms`);
});
