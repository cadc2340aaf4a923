// A corpus by its address: this site's at once, another host's only when asked, both checked.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { drop, folder, launch, open, saved, serve } from "./support.mjs";

const mill = "Mill burns down\n\nAda saw it from the bridge.";
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const manifest = (articles) => JSON.stringify({ format: "standpoint-corpus", version: "1.0", title: "Letters", articles });

const files = {
  "/texts/mill.txt": mill,
  "/texts/a b/späť?#%.txt": "Bridge opens\n\nZoë saw it.",
  "/texts/corpus.json": manifest([
    { file: "mill.txt", sha256: sha256(mill), title: "The mill", outlet: "Ledger", published: "2026-01-05" },
    { file: "a b/späť?#%.txt" },
  ]),
  "/texts/bad.json": manifest([
    { file: "mill.txt", sha256: sha256("another") },
    { file: "../secret.txt" },
    { file: "https://foreign.example/a.txt" },
    { file: "/secret.txt" },
    { file: "..\\secret.txt" },
    { file: "gone.txt" },
    { file: "a b/späť?#%.txt", sha256: sha256("Bridge opens\n\nZoë saw it.") },
  ]),
  "/secret.txt": "A secret.",
  "/texts/none.json": "{}",
  "/texts/cut.json": manifest([]).slice(0, -4),
};

let server, other, browser;

before(async () => {
  server = await serve(files);
  other = await serve(files);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await other?.close();
});

const articles = async (page) =>
  Object.values(JSON.parse((await saved(page, () => page.keyboard.press("Control+s"))).text).articles);

test("a corpus of this site opens with what its manifest says", async (t) => {
  const page = await open(t, browser, server.origin, { address: "/?corpus=texts/corpus.json" });
  await page.getByText("2 articles loaded.").first().waitFor();
  await page.getByRole("heading", { level: 1, name: "Letters" }).waitFor();
  const [first, second] = (await articles(page)).sort((a, b) => b.text.localeCompare(a.text));
  assert.deepEqual([first.title, first.outlet, first.published, first.text], ["The mill", "Ledger", "2026-01-05", mill]);
  assert.match(second.text, /Zoë/);

  // A reload comes back to the project and does not load the corpus again.
  await page.locator("[data-state=saved]").waitFor();
  await page.reload();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  assert.equal(await page.locator(".article-row").count(), 2);
});

test("files with another hash, another path or no answer are reported, the rest loads", async (t) => {
  const page = await open(t, browser, server.origin, { address: "/?corpus=texts/bad.json", allowed: /404/ });
  const report = page.getByRole("dialog", { name: "What was loaded" });
  await report.waitFor();
  const { text } = await saved(page, () => report.getByRole("button", { name: "Save as text" }).click());
  assert.match(text, /^mill\.txt: refused\n {2}.*SHA-256/m);
  assert.match(text, /^gone\.txt: refused\n {2}.*404/m);
  for (const index of [1, 2, 3, 4]) assert.match(text, new RegExp(`manifest's folder.* at /articles/${index}/file`));
  assert.ok(!server.requests.includes("/secret.txt"));
  await report.getByRole("button", { name: "Done" }).click();
  assert.deepEqual((await articles(page)).map(({ text }) => text), ["Bridge opens\n\nZoë saw it."]);
});

for (const [name, path, words] of [
  ["an address without a file", "texts/gone.json", /no file at this address \(404\)/],
  ["JSON that is no corpus", "texts/none.json", /texts\/none\.json was not opened/],
  ["a manifest that breaks off", "texts/cut.json", /texts\/cut\.json was not opened/],
  ["a text instead of a manifest", "texts/mill.txt", /texts\/mill\.txt was not opened/],
  ["an address that is none", "http://%", /was not opened: expected an address/],
  ["a script instead of an address", "javascript:alert(1)", /was not opened: expected an address/],
  ["a file of this machine", "file:///etc/passwd", /was not opened: expected an address/],
]) {
  test(`${name}: said in words, nothing is opened`, async (t) => {
    const address = `/?corpus=${encodeURIComponent(path)}`;
    const page = await open(t, browser, server.origin, { address, allowed: /404/ });
    await page.getByRole("alert").filter({ hasText: words }).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.getByRole("heading", { level: 1, name: "Standpoint" }).waitFor();
  });
}

test("a saved project opens by its address, twice without a copy", async (t) => {
  const first = await open(t, browser, server.origin);
  await drop(first, `${await folder(t, { "mill.txt": mill })}/mill.txt`);
  await first.getByText("1 article loaded.").first().waitFor();
  const { text } = await saved(first, () => first.keyboard.press("Control+s"));
  files["/texts/project.json"] = text;

  const page = await open(t, browser, server.origin, { address: "/?corpus=texts/project.json" });
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  assert.equal((await saved(page, () => page.keyboard.press("Control+s"))).text, text);
  await page.goto(`${server.origin}/?corpus=texts/project.json`);
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Close the project" }).click();
  await page.locator(".shelf-open").first().waitFor();
  assert.equal(await page.locator(".shelf-open").count(), 1);
});

test("the start screen is not drawn while an address is followed, and is if that leads nowhere", async (t) => {
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  const page = await open(t, browser, server.origin, {
    address: "/?corpus=texts/gone.json",
    allowed: /Failed to load resource/,
    waits: false,
    prepare: (page) => page.route(/\/texts\/gone\.json$/, async (route) => {
      await answered;
      await route.continue();
    }),
  });
  const sample = page.getByRole("button", { name: "Open the sample" });
  await page.getByRole("status").filter({ hasText: "Opening…" }).waitFor();
  assert.equal(await sample.count(), 0);
  answer();
  await sample.waitFor();
  await page.getByText(/no file at this address/).first().waitFor();
});

test("another host is asked about by name, and refused by the page's policy", async (t) => {
  const address = `/?corpus=${encodeURIComponent(`${other.origin}/texts/corpus.json`)}`;
  const page = await open(t, browser, server.origin, { address, allowed: /Content Security Policy|Refused to connect/ });
  const question = page.getByRole("dialog", { name: "Fetch from another site?" });
  await question.getByText(`${other.origin}/texts/corpus.json`).waitFor();
  const fetch = question.getByRole("button", { name: `Fetch from ${other.origin}` });
  assert.deepEqual(other.requests, []);
  await question.getByRole("button", { name: "Cancel" }).click();
  await question.waitFor({ state: "detached" });
  assert.deepEqual(other.requests, []);

  await page.getByLabel("Open a corpus by its address").fill(`${other.origin}/texts/corpus.json`);
  await page.keyboard.press("Enter");
  await fetch.click();
  await page.getByRole("alert")
    .filter({ hasText: `Whoever set up this site has not allowed it to load from ${other.origin}.` }).waitFor();
  assert.deepEqual(other.requests, []);
  assert.equal(await page.getByRole("dialog").count(), 0);
});
