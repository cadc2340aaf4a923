// Storage that goes away under the page, other versions of the program, and copies as files.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { drop, folder, launch, open, saved, serve } from "./support.mjs";
import { crc32, logOf, put, store, stored } from "./stored.mjs";
import { join } from "node:path";

const file = fileURLToPath(new URL("../golden/project-1.0.json", import.meta.url));

let server, browser;

before(async () => {
  server = await serve({ "/empty.html": "<!doctype html><title>Empty</title><link rel=icon href=data:,>" });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const banner = (page) => page.getByRole("alert").filter({ hasText: "Not saved:" });
const is = (page, state) => page.locator(`.saving-state[data-state=${state}]`).waitFor();
const projectFile = (page) => saved(page, () => page.keyboard.press("Control+s")).then(({ text }) => text);
const name = (page) => page.locator(".header-project");

async function openNew(t, prepare) {
  const page = await open(t, browser, server.origin, { prepare });
  await drop(page, join(await folder(t, { "a.txt": "Ada saw the mill. Zoë saw the bridge." }), "a.txt"));
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await is(page, "saved");
  return page;
}

async function openStored(t, log) {
  const page = await open(t, browser, server.origin, { address: "/empty.html", waits: false });
  await store(page, log);
  await page.goto(`${server.origin}/#/project/${log.id}`);
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  return page;
}

/// Marks the caret's sentence.
async function mark(page, key) {
  const count = await page.locator(".ledger-row").count();
  await page.locator(".text").focus();
  await page.keyboard.press("e");
  await page.locator(".chooser").waitFor();
  await page.keyboard.press(key);
  await page.locator(".ledger-row").nth(count).waitFor();
  await page.keyboard.press("Alt+ArrowDown");
}

for (const [how, clear] of [
  ["deleted by another page", async (page) => {
    const other = await page.context().newPage();
    await other.goto(`${server.origin}/empty.html`);
    await other.evaluate(() => new Promise((done) => {
      indexedDB.deleteDatabase("standpoint").onsuccess = done;
    }));
    await other.close();
  }],
  ["cleared by the browser", async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", { origin: server.origin, storageTypes: "all" });
  }],
]) {
  test(`storage ${how} under the page: a banner, work in memory, a file that holds all`, async (t) => {
    const page = await openNew(t);
    await mark(page, "1");
    await is(page, "saved");
    await clear(page);
    await banner(page).getByText(/storage for this page was cleared/).waitFor();
    await page.evaluate(() => {
      window.states = new Set();
      new MutationObserver(() => window.states.add(document.querySelector(".saving-state").dataset.state))
        .observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await mark(page, "2");
    await is(page, "failed");
    const { text } = await saved(page, () => banner(page).getByRole("button", { name: "Save to a file now" }).click());
    assert.ok(!(await page.evaluate(() => [...window.states])).includes("saved"));

    const elsewhere = await open(t, browser, server.origin);
    await drop(elsewhere, join(await folder(t, { "kept.json": text }), "kept.json"));
    await elsewhere.locator(".ledger-row").nth(1).waitFor();
    assert.equal(await projectFile(elsewhere), text);
  });
}

test("a newer program in another tab: this one is read-only and says why, and what it saved stays", async (t) => {
  const page = await openNew(t);
  await mark(page, "1");
  await is(page, "saved");
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/empty.html`);
  await other.evaluate(() => new Promise((done) => { indexedDB.open("standpoint", 99).onsuccess = done; }));
  await page.getByText(/A newer version of Standpoint has opened this project/).waitFor();
  await page.locator(".text").focus();
  await page.keyboard.press("d");
  await page.getByText(/a newer version of Standpoint writes to it/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Undo", exact: true }).isDisabled(), true);
  await is(page, "saved");
});

test("a log with a newer program’s record opens read-only and is not written to", async (t) => {
  const log = await logOf(file, 2);
  const body = JSON.stringify({ v: 2, seq: 3, at: "", do: "novelty" });
  log.records.push(`{"crc":"${crc32(body)}","body":${body}}`);
  const page = await openStored(t, log);
  await page.keyboard.press("Escape");
  await page.getByText(/A newer version of Standpoint has opened this project/).waitFor();
  await page.locator(".text").focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("d");
  await page.getByText(/a newer version of Standpoint writes to it/).waitFor();
  assert.deepEqual((await stored(page)).log.map(([, value]) => value), log.records);
});

test("an older tab that does not let go: the work goes on in memory, and that is said", async (t) => {
  const older = await open(t, browser, server.origin, { address: "/empty.html", waits: false });
  await older.evaluate(() => new Promise((done) => {
    const request = indexedDB.open("standpoint", 1);
    request.onupgradeneeded = () => {
      for (const name of ["projects", "log", "settings"]) request.result.createObjectStore(name);
    };
    request.onsuccess = () => { window.held = request.result; done(); };
  }));
  const page = await older.context().newPage();
  await page.goto(server.origin);
  await page.getByRole("alert").filter({ hasText: "older version of Standpoint is open" }).waitFor();
  await drop(page, join(await folder(t, { "a.txt": "Ada saw the mill." }), "a.txt"));
  await banner(page).getByText(/older version of Standpoint is open/).waitFor();
  await mark(page, "1");
  assert.ok(JSON.parse(await projectFile(page)).articles);
});

for (const [answer, words] of [[true, "keeps saved work until you clear"], [false, "may remove saved work"]]) {
  test(`the browser is asked at the first change to keep the storage, and its ${answer ? "yes" : "no"} is shown`, async (t) => {
    const page = await openNew(t, (page) => page.addInitScript((answer) => {
      window.asked = 0;
      StorageManager.prototype.persist = async () => { window.asked += 1; return answer; };
    }, answer));
    await mark(page, "1");
    await mark(page, "2");
    await is(page, "saved");
    assert.equal(await page.evaluate(() => window.asked), 1);
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await page.getByRole("dialog", { name: "Settings" }).getByText(words).waitFor();
  });
}

test("many changes since the last file copy are said quietly, until one is saved or put off", async (t) => {
  const log = await logOf(file, 600);
  const page = await openStored(t, log);
  const reminder = page.getByRole("status").filter({ hasText: "since the project was last saved to a file" });
  await reminder.getByText("601 changes").waitFor();
  await reminder.getByRole("button", { name: "Not now" }).click();
  await reminder.waitFor({ state: "detached" });
  await page.reload();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  assert.equal(await reminder.count(), 0);

  await put(page, "settings", `copied:${log.id}`, "3");
  await page.reload();
  await reminder.getByText("598 changes").waitFor();
  await saved(page, () => reminder.getByRole("button", { name: "Save to a file" }).click());
  await reminder.waitFor({ state: "detached" });
  await page.reload();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  assert.equal(await reminder.count(), 0);
});

test("a tab that follows writes when the writer has crashed", async (t) => {
  const log = await logOf(file, 3);
  const page = await openStored(t, log);
  const writer = await page.context().newPage();
  const address = page.url();
  await page.goto("about:blank");
  await writer.goto(address);
  await writer.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await page.goto(address);
  await page.getByText("this one follows").waitFor();
  await writer.keyboard.press("Control+z");
  await name(page).getByText("Name 2").waitFor();
  const session = await writer.context().newCDPSession(writer);
  session.send("Page.crash").catch(() => {});
  await page.getByText("this one writes now").waitFor();
  await page.locator(".text").focus();
  await page.keyboard.press("Control+z");
  await name(page).getByText("Name 1").waitFor();
  await is(page, "saved");
});
