// When the browser does not keep the work, or the program fails: it is said, and nothing is lost.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
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

const banner = (page) => page.getByRole("alert").filter({ hasText: "Not saved:" });
const state = (page) => page.locator(".saving-state");
const articleIsOpen = (page) => page.locator("html[data-ready=article]").waitFor({ state: "attached" });
const projectFile = (page) => saved(page, () => page.keyboard.press("Control+s")).then(({ text }) => text);

/// Marks the caret's sentence as a person.
async function markSentence(page) {
  const count = await page.locator(".ledger-row").count();
  await page.locator(".text").focus();
  await page.keyboard.press("e");
  await page.locator(".chooser").waitFor();
  await page.keyboard.press("1");
  await page.locator(".ledger-row").nth(count).waitFor();
}

async function loadArticle(t, page, words = "Ada saw the mill. Zoë saw the bridge. שלום 👩‍👩‍👧 Carl saw both.") {
  await drop(page, join(await folder(t, { "article.txt": words }), "article.txt"));
  await articleIsOpen(page);
}

/// Notes every state of saving that the page ever shows.
function noteStates(page) {
  return page.addInitScript(() => {
    window.states = new Set();
    new MutationObserver(() => {
      const shown = document.querySelector(".saving-state");
      if (shown) window.states.add(shown.dataset.state);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/// Lets every write of a record fail as on a full disk, until `window.isFull` is false.
function fillStorage(page) {
  return page.addInitScript(() => {
    window.isFull = false;
    const { add, put } = IDBObjectStore.prototype;
    const full = () => { throw new DOMException("The disk is full.", "QuotaExceededError"); };
    IDBObjectStore.prototype.add = function (...record) {
      return window.isFull ? full() : add.apply(this, record);
    };
    IDBObjectStore.prototype.put = function (...record) {
      return window.isFull ? full() : put.apply(this, record);
    };
  });
}

for (const [name, remove] of [
  ["missing", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
  ["forbidden", () => {
    IDBFactory.prototype.open = () => { throw new DOMException("It is not allowed.", "SecurityError"); };
  }],
  ["failing to open", () => {
    const open = IDBFactory.prototype.open;
    // A version below the stored one: the request fails as it does for a newer program's storage.
    IDBFactory.prototype.open = function (name) { open.call(this, name, 9); return open.call(this, name, 1); };
  }],
]) {
  test(`without storage (${name}): said in words, work goes on in memory, a file keeps it`, async (t) => {
    const page = await open(t, browser, server.origin, {
      prepare: async (page) => {
        await page.addInitScript(remove);
        await noteStates(page);
      },
    });
    await page.getByRole("alert").filter({ hasText: "Work goes on in memory only" }).waitFor();
    await loadArticle(t, page);
    await banner(page).waitFor();
    await markSentence(page);
    assert.equal(await state(page).textContent(), "Not saved");
    const text = await projectFile(page);
    assert.equal(Object.keys(JSON.parse(text).articles).length, 1);
    assert.ok(!(await page.evaluate(() => [...window.states])).includes("saved"));

    const elsewhere = await open(t, browser, server.origin);
    const file = join(await folder(t, { "kept.json": text }), "kept.json");
    await drop(elsewhere, file);
    await articleIsOpen(elsewhere);
    await elsewhere.locator(".ledger-row").waitFor();
    await elsewhere.locator(".saving-state[data-state=saved]").waitFor();
    assert.equal(await projectFile(elsewhere), text);

    // What is opened instead of made is not called saved either.
    await page.getByRole("button", { name: "Close the project" }).click();
    const question = page.getByRole("dialog", { name: "Close without saving?" });
    assert.equal((await saved(page, () => question.getByRole("button", { name: "Save to a file" }).click())).text, text);
    await page.getByRole("button", { name: "Close the project" }).click();
    await question.getByRole("button", { name: "Close without saving" }).click();
    await page.getByRole("button", { name: "Open the sample" }).click();
    await articleIsOpen(page);
    await banner(page).waitFor();
    assert.ok(!(await page.evaluate(() => [...window.states])).includes("saved"));
  });
}

test("a full disk: “Not saved” within a second, the file is whole, and it is saved once there is room", async (t) => {
  const page = await open(t, browser, server.origin, { prepare: fillStorage });
  await loadArticle(t, page);
  await state(page).and(page.locator("[data-state=saved]")).waitFor();
  await page.evaluate(() => { window.isFull = true; });

  const shown = page.evaluate(() => new Promise((found) => {
    let edited;
    document.addEventListener("keydown", (event) => { if (event.key === "1") edited = performance.now(); }, true);
    new MutationObserver(() => {
      if (document.querySelector(".saving-state[data-state=failed]")) found(performance.now() - edited);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  }));
  await markSentence(page);
  const waited = await shown;
  assert.ok(waited < 1000, `${waited} ms`);
  await banner(page).filter({ hasText: "storage for this page is full" }).waitFor();
  const { text } = await saved(page, () => banner(page).getByRole("button", { name: "Save to a file now" }).click());

  // It stays said, without a flicker, while the page tries again.
  const flickers = await page.evaluate(() => new Promise((done) => {
    let flickers = 0;
    const observer = new MutationObserver(() => { flickers += 1; });
    const state = document.querySelector(".saving-state");
    observer.observe(state, { subtree: true, childList: true, attributes: true });
    const { add } = IDBObjectStore.prototype;
    let tries = 0;
    IDBObjectStore.prototype.add = function (...record) {
      tries += 1;
      if (tries === 2) setTimeout(() => { IDBObjectStore.prototype.add = add; done(flickers); });
      return add.apply(this, record);
    };
  }));
  assert.equal(flickers, 0);

  const elsewhere = await open(t, browser, server.origin);
  await drop(elsewhere, join(await folder(t, { "kept.json": text }), "kept.json"));
  await elsewhere.locator(".ledger-row").waitFor();
  assert.equal(await projectFile(elsewhere), text);

  await page.evaluate(() => { window.isFull = false; });
  await page.locator(".saving-state[data-state=saved]").waitFor();
  assert.equal(await banner(page).count(), 0);
  await page.reload();
  await page.locator(".ledger-row").waitFor();
  assert.equal(await projectFile(page), text);
});

test("a project file opens on a full disk, and says that it is not saved", async (t) => {
  const maker = await open(t, browser, server.origin);
  await loadArticle(t, maker);
  await markSentence(maker);
  const text = await projectFile(maker);

  const page = await open(t, browser, server.origin, {
    prepare: async (page) => {
      await fillStorage(page);
      await noteStates(page);
    },
  });
  await page.evaluate(() => { window.isFull = true; });
  await drop(page, join(await folder(t, { "kept.json": text }), "kept.json"));
  await articleIsOpen(page);
  await banner(page).waitFor();
  assert.equal(await projectFile(page), text);
  assert.ok(!(await page.evaluate(() => [...window.states])).includes("saved"));
});

for (const [name, fail] of [
  // A browser extension that takes an element away makes Yew panic at the next change beside it.
  ["a panic", async (page) => {
    await page.evaluate(() => document.querySelector(".toasts").remove());
    await page.getByRole("button", { name: "Settings", exact: true }).click();
  }],
  // Called by hand with pointers to nowhere, one of the module's exports reaches out of its memory.
  ["a trap", (page) => page.evaluate(() => {
    const isExported = (value) => typeof value === "function" && value.length > 1;
    for (const call of Object.values(window.wasm).filter(isExported)) {
      try {
        call(...Array(call.length).fill(-16));
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) return void setTimeout(() => { throw error; });
      }
    }
    return undefined;
  })],
]) {
  test(`${name} shows the rescue page, whose file holds saved and unsaved work`, async (t) => {
    const page = await open(t, browser, server.origin, {
      allowed: /./, // A failing program says so on the console.
      prepare: async (page) => {
        await fillStorage(page);
        await page.addInitScript(() => {
          window.addEventListener("TrunkApplicationStarted", ({ detail }) => { window.wasm = detail.wasm; });
        });
      },
    });
    await loadArticle(t, page);
    await markSentence(page);
    await page.locator(".saving-state[data-state=saved]").waitFor();
    await page.evaluate(() => { window.isFull = true; });
    await page.keyboard.press("Escape");
    await page.locator(".text").focus();
    await page.keyboard.press("Control+End");
    await markSentence(page);
    await banner(page).waitFor();
    const before = await projectFile(page);

    await fail(page);
    await page.getByRole("heading", { name: "Standpoint has stopped" }).waitFor();
    assert.equal(await page.locator(".text, .desk").count(), 0);
    // Before the file is had, the browser asks whether to leave; the answer here is no.
    await Promise.all([page.waitForEvent("dialog"), page.getByRole("button", { name: "Reload" }).click()]);
    await page.getByRole("heading", { name: "Standpoint has stopped" }).waitFor();
    const { name, text } = await saved(page, () => page.getByRole("button", { name: "Save a rescue file" }).click());
    await page.getByText(/^1 rescue file made, \d+ records in all\.$/).waitFor();

    const elsewhere = await open(t, browser, server.origin);
    const file = join(await folder(t, {}), name);
    await writeFile(file, text);
    await drop(elsewhere, file);
    await articleIsOpen(elsewhere);
    await elsewhere.locator(".ledger-row").nth(1).waitFor();
    assert.equal(await projectFile(elsewhere), before);

    // The disk is full until the page is left, so that what waits is not saved after all.
    await page.getByRole("button", { name: "Reload" }).click();
    await page.locator(".ledger-row").waitFor();
    assert.equal(await page.locator(".ledger-row").count(), 1);
    await drop(page, file);
    const question = page.getByRole("dialog", { name: "Another state of a project that is here" });
    await question.getByText(/^1 × added$/).waitFor();
    assert.equal(await page.locator(".ledger-row").count(), 1);
    await question.getByRole("button", { name: "Open as a copy" }).click();
    await page.locator(".ledger-row").nth(1).waitFor();
    await page.getByText("This browser has another state of that project.").waitFor();
    await page.getByRole("heading", { level: 1, name: "My project (copy)" }).waitFor();
  });
}

test("the rescue page is shown when the module cannot be loaded", async (t) => {
  const page = await open(t, browser, server.origin, {
    waits: false,
    allowed: /./,
    prepare: (page) => page.route(/page.*\.wasm/, (route) => route.abort()),
  });
  await page.getByRole("heading", { name: "Standpoint could not start" }).waitFor();
});

test("before the module has come, the page shows what it is", async (t) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const page = await open(t, browser, server.origin, {
    waits: false,
    prepare: (page) => page.route(/page.*\.wasm/, async (route) => {
      await held;
      await route.continue();
    }),
  });
  await page.getByText("Standpoint").first().waitFor();
  assert.equal(await page.locator("html[data-ready]").count(), 0);
  release();
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  assert.equal(await page.getByRole("main").count(), 1);
});
