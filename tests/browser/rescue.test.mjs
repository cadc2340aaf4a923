// The rescue page: www/rescue.js without the program, under the policy of the built page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { launch } from "./support.mjs";
import { put, store as storeAsNow } from "./stored.mjs";

const www = new URL("../../www/", import.meta.url);
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
  + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
const head = '<!doctype html><html lang="en"><title>Standpoint</title>'
  + '<link rel="stylesheet" href="/styles/rescue.css"><script src="/rescue.js"></script>';
const pages = {
  "/": `${head}<body><p id="shell">the program</p>`,
  "/broken": `${head}<script type="module" src="/missing.js"></script><body><p id="shell">loading</p>`,
};
const types = { js: "text/javascript", css: "text/css" };

let server, browser, page, origin;
const refused = [];

before(async () => {
  server = createServer(async ({ url }, response) => {
    response.setHeader("Content-Security-Policy", policy);
    if (pages[url]) {
      response.setHeader("Content-Type", "text/html; charset=utf-8").end(pages[url]);
      return;
    }
    try {
      const body = await readFile(new URL(`.${url}`, www));
      response.setHeader("Content-Type", types[url.split(".").pop()]).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  const context = await browser.newContext({ acceptDownloads: true });
  page = await context.newPage();
  refused.length = 0;
  page.on("console", (line) => {
    if (/Content Security Policy|TrustedHTML/.test(line.text())) refused.push(line.text());
  });
  await page.goto(`${origin}/`);
});

// What src/browser/idb.rs writes. Records are bytes there; a string is as good.
function store(projects) {
  return page.evaluate(async (projects) => {
    const request = indexedDB.open("standpoint", 1);
    request.onupgradeneeded = () => {
      for (const name of ["projects", "log", "settings"]) request.result.createObjectStore(name);
    };
    await new Promise((done) => { request.onsuccess = done; });
    const transaction = request.result.transaction(["projects", "log"], "readwrite");
    for (const [project, records] of Object.entries(projects)) {
      transaction.objectStore("projects").put("{}", project);
      records.forEach((record, seq) => {
        const value = seq % 2 ? record : new TextEncoder().encode(record);
        transaction.objectStore("log").add(value, [project, seq]);
      });
    }
    await new Promise((done) => { transaction.oncomplete = done; });
    request.result.close();
  }, projects);
}

function start(project) {
  return page.evaluate((project) => {
    document.documentElement.dataset.started = "";
    if (project) document.documentElement.dataset.project = project;
  }, project);
}

function panic(message) {
  return page.evaluate((message) => {
    const detail = { message, location: "src/session/update.rs:1:1" };
    window.dispatchEvent(new CustomEvent("standpoint-panic", { detail }));
  }, message);
}

async function rescueFiles(count) {
  const downloads = [];
  const all = new Promise((done) => {
    page.on("download", (download) => {
      downloads.push(download);
      if (downloads.length === count) done();
    });
  });
  await page.getByRole("button", { name: "Save a rescue file" }).click();
  await all;
  return Promise.all(downloads.map(async (download) => ({
    name: download.suggestedFilename(),
    content: JSON.parse(await readFile(await download.path(), "utf8")),
  })));
}

test("a panic offers the open project's stored and pending records", async () => {
  const records = ['{"n":0,"quote":"naïve 👩‍👩‍👧 שלום"}', '{"n":1}', '{"n":2}'];
  await store({ "p-1": records, "p-2": ['{"other":true}'] });
  await start("p-1");
  await page.evaluate(() => {
    window.standpointPending = [
      { project: "p-1", seq: 3, record: '{"n":3}' },
      { project: "p-1", seq: 2, record: "stored already" },
      { project: "p-2", seq: 1, record: "of another project" },
    ];
  });
  await panic("<img src=x onerror=alert(1)>");

  const heading = page.getByRole("alert").getByRole("heading", { name: "Standpoint has stopped" });
  assert.ok(await heading.evaluate((element) => element === document.activeElement));
  assert.equal(await page.locator("#shell, img").count(), 0);
  assert.match(await page.locator("pre").textContent(), /^<img.*\nsrc\/session\/update\.rs:1:1$/);

  const [file] = await rescueFiles(1);
  assert.equal(file.name, "standpoint-rescue-p-1.json");
  assert.deepEqual(file.content, {
    format: "standpoint-rescue", version: 1, project: "p-1", records: [...records, '{"n":3}'],
  });
  assert.equal(await page.getByRole("status").textContent(), "1 rescue file made, 4 records in all.");
  assert.deepEqual(refused, []);
});

test("a snapshot stands in the file beside the whole log", async () => {
  await storeAsNow(page, { id: "p-1", records: ["0", "1"] });
  await put(page, "snapshots", ["p-1", 1], "the state behind record 0");
  await put(page, "snapshots", ["p-2", 1], "another's");
  await start("p-1");
  await panic("late");
  const [{ content }] = await rescueFiles(1);
  assert.deepEqual(content, { format: "standpoint-rescue", version: 1, project: "p-1",
    records: ["0", "1"], snapshots: ["the state behind record 0"] });
  assert.deepEqual(refused, []);
});

test("without an open project every project becomes a file", async () => {
  await store({ a: ["1"], b: ["2", "3"] });
  await start();
  await panic("late");
  const files = await rescueFiles(2);
  assert.deepEqual(files.map(({ content }) => [content.project, content.records]).sort(),
    [["a", ["1"]], ["b", ["2", "3"]]]);
});

test("records that IndexedDB cannot give do not keep the pending ones back", async () => {
  await start("p-1");
  await page.evaluate(() => {
    window.standpointPending = [{ project: "p-1", seq: 0, record: "only here" }];
    indexedDB.open = () => { throw new Error("storage is gone"); };
  });
  await panic("x");
  const [file] = await rescueFiles(1);
  assert.deepEqual(file.content.records, ["only here"]);
  assert.match(await page.getByRole("status").textContent(), /could not be read \(storage is gone\)/);
});

test("a browser without stored work is told so and given no database", async () => {
  await start();
  await panic("x");
  await page.getByRole("button", { name: "Save a rescue file" }).click();
  await page.getByText("There is no work to save in this browser.").waitFor();
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
});

test("a trap of the module shows the page, an ordinary error does not", async () => {
  await start();
  await page.evaluate(() => { Promise.reject(new TypeError("an extension's")); });
  await page.evaluate(() => new Promise((next) => { setTimeout(next); }));
  assert.equal(await page.locator("#shell").count(), 1);
  await page.evaluate(() => { Promise.reject(new WebAssembly.RuntimeError("unreachable")); });
  await page.getByRole("heading", { name: "Standpoint has stopped" }).waitFor();
});

test("a module that does not load shows the page", async () => {
  await page.goto(`${origin}/broken`);
  await page.getByRole("heading", { name: "Standpoint could not start" }).waitFor();
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("heading", { name: "Standpoint could not start" }).waitFor();
});

test("the program's own key listeners are silent while the page is shown", async () => {
  await page.evaluate(() => {
    window.addEventListener("keydown", () => { document.title = "acted"; }, true);
  });
  await start();
  await panic("x");
  await page.keyboard.press("a");
  assert.equal(await page.title(), "Standpoint has stopped");
});
