// What the page does before all of its program has come.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, serve } from "./support.mjs";

let browser, server;

before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});

after(async () => {
  await browser.close();
  await server.close();
});

const isRest = /_rest\.wasm$/;
const articleIsOpen = (page) => page.locator("html[data-ready=article]").waitFor({ state: "attached" });

async function markAWord(page) {
  const words = page.locator(".text p").filter({ hasText: /^[ -~]{50,}$/ }).first();
  await words.dblclick({ position: { x: 60, y: 12 } });
  await page.keyboard.press("1");
  await page.locator(".text mark").first().waitFor();
}

test("the sample opens without the rest of the program", async (t) => {
  const held = [];
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const page = await open(t, browser, server.origin, {
    address: "/#/sample",
    waits: false,
    prepare: (page) => page.route(isRest, async (route) => {
      held.push(route.request().resourceType());
      await released;
      await route.continue();
    }),
  });
  // Were the rest needed, the page would ask for it at once and stand still until it comes. If this
  // fails after a change of the program: `cargo xtask first-load` notes anew what is needed first.
  await articleIsOpen(page);
  assert.deepEqual(held.filter((type) => type !== "fetch"), []);
  // A constant that has gone with the rest by mistake would read as zeros.
  assert.ok(!(await page.evaluate(() => document.documentElement.outerHTML)).includes("\0"));
  // What only the rest can draw comes with it.
  const ledger = page.locator(".ledger-head");
  assert.equal(await ledger.count(), 0);
  release();
  await ledger.waitFor();
  await page.getByRole("button", { name: "Export" }).waitFor();
  await markAWord(page);
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`what comes with the rest moves nothing that is there (${viewport.width} px)`, async (t) => {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    const page = await open(t, browser, server.origin, {
      address: "/#/sample",
      viewport,
      waits: false,
      prepare: (page) => page.route(isRest, async (route) => {
        await released;
        await route.continue();
      }),
    });
    await articleIsOpen(page);
    // Where the text and the list of articles begin; a pane that is not shown has no place.
    const places = async () => [
      await page.locator(".text p").first().boundingBox(),
      await page.locator(".pane-articles .window").boundingBox(),
    ].map((box) => box && Math.round(box.y));
    const before = await places();
    release();
    await page.getByRole("group", { name: "Status of this article" }).waitFor();
    assert.deepEqual(await places(), before);
  });
}

test("a project by its address opens without the rest of the program", async (t) => {
  const held = [];
  const page = await open(t, browser, server.origin, {
    address: "/?corpus=sample/project.json",
    waits: false,
    prepare: (page) => page.route(isRest, (route) => {
      held.push(route);
    }),
  });
  await articleIsOpen(page);
  assert.deepEqual(held.map((route) => route.request().resourceType()).filter((type) => type !== "fetch"), []);
  await Promise.all(held.map((route) => route.continue()));
  await page.locator(".ledger-head").waitFor();
});

test("what is asked for before the rest has come waits for it", async (t) => {
  const held = [];
  const page = await open(t, browser, server.origin, {
    address: "/#/sample",
    waits: false,
    prepare: (page) => page.route(isRest, (route) => {
      if (route.request().resourceType() === "fetch") held.push(route);
      else route.continue();
    }),
  });
  await articleIsOpen(page);
  await page.locator("#text").focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  // When it comes a second time, nothing changes.
  await Promise.all(held.map((route) => route.continue()));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("a rest that could not be fetched is fetched again", async (t) => {
  let asked = 0;
  const page = await open(t, browser, server.origin, {
    allowed: /Failed to load resource/,
    prepare: (page) => page.route(isRest, (route) => {
      asked += 1;
      return asked === 1 ? route.abort() : route.continue();
    }),
  });
  await page.waitForResponse(isRest, { timeout: 30_000 });
  assert.equal(asked, 2);
});
