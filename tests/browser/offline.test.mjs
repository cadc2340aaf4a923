// The program without a network, and going over from one version of it to the next.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { build, development, files, host, kept, look, offer, versionOf } from "./builds.mjs";
import { flags, launch, open } from "./support.mjs";

let browser, one, two;

before(async () => {
  [browser, one, two] = await Promise.all([launch(), build("one"), build("two")]);
});

after(() => browser?.close());

async function visit(t, server, options = {}) {
  return open(t, browser, server.origin, { address: server.address, serviceWorkers: "allow", ...options });
}

async function hosted(t, made) {
  const server = await host(made);
  t.after(() => server.close());
  return server;
}

/// Another page beside it, in the same browser.
async function beside(page, server) {
  const other = await page.context().newPage();
  await other.goto(server.origin + server.address);
  await ready(other);
  return other;
}

const ready = (page) => page.locator("html[data-ready]").waitFor({ state: "attached" });
const articleIsOpen = (page) => page.locator("html[data-ready=article]").waitFor({ state: "attached" });
const version = (page) => page.locator("meta[name=version]").getAttribute("content");
const caches = (page) => page.evaluate(async () => (await window.caches.keys()).map((name) => name.split(" ").at(-1)));
const reload = (page) => offer(page).getByRole("button", { name: "Reload" });

async function openSample(page) {
  await page.getByRole("button", { name: "Open the sample" }).click();
  await articleIsOpen(page);
}

async function mark(page) {
  const count = await page.locator(".ledger-row").count();
  await page.locator(".text").focus();
  await page.keyboard.press("e");
  await page.locator(".chooser").waitFor();
  await page.keyboard.press("1");
  await page.locator(".ledger-row").nth(count).waitFor();
  await page.locator(".saving-state[data-state=saved]").waitFor();
}

/// Adds a text, for which the page starts its worker.
async function paste(page, text) {
  await page.getByRole("button", { name: "Add articles" }).click();
  await page.getByRole("button", { name: "Paste text" }).click();
  await page.getByLabel("Text of one article").fill(text);
  await page.getByRole("button", { name: "Add the article" }).click();
  await page.locator(".article-row").filter({ hasText: text.slice(0, 12) }).waitFor();
}

async function settingsSay(page, words) {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByText(words).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

test("without a network: the page, the sample, files and marks, and all of it again", async (t) => {
  // As it was built, where it was built to be kept.
  const built = await files();
  const server = await hosted(t, versionOf(built) ? built : one);
  const page = await visit(t, server);
  await kept(page);
  await server.close();
  await page.reload();
  await ready(page);
  await openSample(page);
  await mark(page);
  await settingsSay(page, "Works offline: yes");
  await paste(page, "Written without a network. Ada met Carl.");
  await page.reload();
  await articleIsOpen(page);
  await page.locator(".article-row").filter({ hasText: "Written without" }).waitFor();
  await page.locator(".article-row").first().click();
  await page.locator(".ledger-row").first().waitFor();
  // By the page's other names too.
  await page.goto(`${server.origin}${server.address}index.html#/sample`);
  await articleIsOpen(page);
});

test("a newer version offers itself, and no page is loaded anew but by its analyst", async (t) => {
  const server = await hosted(t, one);
  const page = await visit(t, server);
  await kept(page);
  const other = await beside(page, server);
  await openSample(page);
  await mark(page);
  await page.locator(".text").focus();
  await page.keyboard.press("e");
  await page.keyboard.press("s");
  await page.getByRole("region", { name: "New stance" }).waitFor();
  for (const tab of [page, other]) await tab.evaluate(() => { window.isSame = true; });

  server.show(two);
  await look(page);
  await offer(page).waitFor();
  await offer(other).waitFor();
  // What is not recorded is not given up.
  await reload(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText(/Not all is saved yet/).waitFor();
  assert.equal(await page.evaluate(() => window.isSame), true);
  await page.locator("#slot-holder").focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "New stance" }).waitFor({ state: "detached" });

  await reload(page).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((wanted) => document.querySelector("meta[name=version]")?.content === wanted, versionOf(two));
  await articleIsOpen(page);
  await page.locator(".ledger-row").first().waitFor();
  assert.equal(await offer(page).count(), 0);

  // The other page goes on in its version, whose files the host has no more.
  assert.equal(await other.evaluate(() => window.isSame), true);
  assert.equal(await version(other), versionOf(one));
  await other.getByRole("button", { name: "New empty project" }).click();
  await paste(other, "Read by the worker of the version before.");
  assert.deepEqual((await caches(other)).sort(), [versionOf(one), versionOf(two)].sort());
  await offer(other).getByRole("button", { name: "Not now" }).click();
  await offer(other).waitFor({ state: "detached" });

  // When no page is of a version, its files go.
  await other.reload();
  await articleIsOpen(other);
  assert.equal(await version(other), versionOf(two));
  const end = Date.now() + 30_000;
  while ((await caches(other)).length > 1 && Date.now() < end) await other.waitForFunction(() => true);
  assert.deepEqual(await caches(other), [versionOf(two)]);
});

test("a newer version is taken when no page is open", async (t) => {
  const server = await hosted(t, one);
  const page = await visit(t, server);
  await kept(page);
  server.show(two);
  await look(page);
  await offer(page).waitFor();
  await page.reload();
  await ready(page);
  assert.equal(await version(page), versionOf(one));
  await offer(page).waitFor();
  const context = page.context();
  await page.close();
  // The browser takes a moment to find that the page is gone.
  const wanted = versionOf(two);
  for (let found = ""; found !== wanted;) {
    const next = await context.newPage();
    await next.goto(server.origin + server.address);
    await ready(next);
    found = await version(next);
    await next.close();
  }
});

test("a version whose files do not fit its list is not taken", async (t) => {
  const server = await hosted(t, one);
  const page = await visit(t, server, { allowed: /Failed to load resource/ });
  await kept(page);
  const style = [...two.keys()].find((path) => /-[0-9a-f]{16}\.css$/.test(path));
  for (const change of [["index.html", one.get("index.html")], [style, Buffer.from("main {}")]]) {
    server.show(new Map([...two, change]));
    await look(page);
    assert.deepEqual(await caches(page), [versionOf(one)]);
  }
  await server.close();
  await page.reload();
  await ready(page);
  assert.equal(await version(page), versionOf(one));
  assert.equal(await offer(page).count(), 0);
});

test("a development build takes away what a built page has kept at its address", async (t) => {
  const server = await hosted(t, one);
  const page = await visit(t, server);
  await kept(page);
  server.show(await development());
  await look(page);
  await offer(page).waitFor();
  await reload(page).click();
  await page.waitForFunction(() => document.querySelector("meta[name=version]")?.content === "");
  await openSample(page);
  await settingsSay(page, "Works offline: no. This is a development build");
  assert.deepEqual(await caches(page), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});

test("settings say why the program is not kept", async (t) => {
  const server = await hosted(t, one);
  await t.test("by plain http", async (t) => {
    const args = [...flags, "--host-resolver-rules=MAP standpoint.test 127.0.0.1"];
    const far = await chromium.launch({ executablePath: process.env.STANDPOINT_CHROMIUM, args });
    t.after(() => far.close());
    const origin = server.origin.replace("127.0.0.1", "standpoint.test");
    const page = await open(t, far, origin, { address: server.address, serviceWorkers: "allow" });
    await openSample(page);
    await settingsSay(page, "Works offline: no. Browsers keep programs only for pages that come by https");
  });
  await t.test("by a browser or window without it", async (t) => {
    const page = await visit(t, server, {
      prepare: (page) => page.addInitScript(() => { delete Navigator.prototype.serviceWorker; }),
    });
    await openSample(page);
    await settingsSay(page, "Works offline: no. This browser, or this private window");
  });
  await t.test("by a host that changes a file", async (t) => {
    const changed = await hosted(t, new Map([...one, ["sample/README.md", Buffer.from("other")]]));
    const page = await visit(t, changed);
    await openSample(page);
    await settingsSay(page, "Works offline: no. Not all files of the program could be kept");
  });
});

test("the page can be installed as an app", async (t) => {
  const server = await hosted(t, one);
  const page = await visit(t, server);
  await kept(page);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A test's browser has no profile that could keep an app.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
  for (const { src, sizes } of JSON.parse(data).icons) {
    const [width] = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return [image.naturalWidth];
    }, src);
    if (sizes !== "any") assert.equal(`${width}x${width}`, sizes);
  }
});
