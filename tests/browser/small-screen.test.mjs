// A telephone: one pane at a time, and a finger instead of a mouse.
import assert from "node:assert/strict";
import {
  articleTitles, eventually, focus, ledger, marksShown, onPage, openTitle, paste, press, saved, selected, settled,
} from "./analyst.mjs";

const telephone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const panes = (page) => page.locator(".pane").evaluateAll((all) =>
  all.filter((pane) => pane.checkVisibility()).map((pane) => pane.id));

async function tap(page, locator) {
  await locator.tap();
  await settled(page);
}

onPage("one pane at a time, found by its tab", { ...telephone, path: "#/sample" }, async (page) => {
  assert.deepEqual(await panes(page), ["pane-text"]);
  const tabs = page.getByRole("navigation", { name: "Panes" });
  await tap(page, tabs.getByRole("button", { name: "Articles" }));
  assert.deepEqual(await panes(page), ["pane-articles"]);
  const titles = await articleTitles(page);
  await tap(page, page.locator(".article-row").nth(2));
  await tap(page, tabs.getByRole("button", { name: "Text" }));
  assert.deepEqual(await panes(page), ["pane-text"]);
  assert.equal(await openTitle(page), titles[2]);
  await tap(page, tabs.getByRole("button", { name: "Marked" }));
  assert.deepEqual(await panes(page), ["pane-ledger"]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} px wide`);
});

onPage("words selected by touch are labelled by a tap", telephone, async (page) => {
  await paste(page, "Ada Lovelace met Charles Babbage in London.\n\nThey built an engine.");
  await page.locator(".text [data-utf16]").first().tap();
  // The browser's own handles cannot be dragged from here; this is what they leave behind.
  await page.evaluate(() => {
    const words = document.querySelector(".text [data-utf16]").firstChild;
    getSelection().setBaseAndExtent(words, 6, words, 22);
  });
  const chooser = page.locator(".chooser");
  await chooser.waitFor();
  assert.equal(await selected(page), "Lovelace met Charles");
  const box = await chooser.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, `from ${box.x}, ${box.width} wide`);
  for (const button of await chooser.getByRole("button").all()) {
    const { height, width } = await button.boundingBox();
    assert.ok(height >= 44 && width >= 44, `${width} × ${height}`);
  }
  await tap(page, chooser.getByRole("button", { name: "Event" }));
  await eventually(() => marksShown(page), ["[EVT:Lovelace met Charles]"]);
  await saved(page);
  await tap(page, page.locator(".text mark"));
  await tap(page, page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name: "Marked" }));
  await eventually(() => ledger(page), ["EVT Lovelace met Charles"]);
  await tap(page, page.getByRole("button", { name: "Person" }));
  await eventually(() => ledger(page), ["PER Lovelace met Charles"]);
});

/** What the system's handles leave behind, which cannot be dragged from here. */
const touchSelect = (page, from, to) => page.evaluate(([from, to]) => {
  const words = document.querySelector(".text [data-utf16]").firstChild;
  getSelection().setBaseAndExtent(words, from, words, to);
}, [from, to]);

for (const [name, screen] of [
  ["telephone", telephone],
  ["tablet", { viewport: { width: 1180, height: 820 }, hasTouch: true, isMobile: true }],
]) {
  onPage(`the labels are a bar at the foot of a ${name}, clear of the words`, screen, async (page) => {
    await paste(page, `${"They built an engine. ".repeat(60)}`);
    await page.locator(".text [data-utf16]").first().tap();
    await page.locator(".reader").evaluate((reader) => { reader.scrollTop = 0; });
    const seen = await page.evaluate(() => {
      // The last words that are in sight.
      const foot = document.querySelector(".reader").getBoundingClientRect().bottom - 10;
      const node = document.querySelector(".text [data-utf16]").firstChild;
      const range = document.createRange();
      let last = 0;
      for (let at = 0; at + 22 < node.length; at += 22) {
        range.setStart(node, at);
        range.setEnd(node, at + 4);
        if (range.getBoundingClientRect().bottom < foot) last = at;
      }
      return last;
    });
    await touchSelect(page, seen + 5, seen + 10);
    const bar = page.locator(".chooser");
    await bar.waitFor();
    assert.equal(await selected(page), "built");
    await eventually(() => page.evaluate(() => {
      const words = getSelection().getRangeAt(0).getBoundingClientRect();
      return words.bottom <= document.querySelector(".chooser").getBoundingClientRect().top;
    }), true);
    const box = await bar.boundingBox();
    const { width, height } = page.viewportSize();
    assert.ok(box.x >= 0 && box.x + box.width <= width, `from ${box.x}, ${box.width} wide`);
    assert.ok(box.y > height / 2 && box.y + box.height <= height, `from ${box.y}, ${box.height} high`);
    for (const button of await bar.getByRole("button").all()) {
      const { height, width } = await button.boundingBox();
      assert.ok(height >= 44 && width >= 44, `${width} × ${height}`);
    }
    await tap(page, bar.getByRole("button", { name: "Clear" }));
    await bar.waitFor({ state: "detached" });
    assert.equal(await selected(page), "");
    await touchSelect(page, 5, 10);
    await bar.waitFor();
    await tap(page, bar.getByRole("button", { name: "Person" }));
    await eventually(() => marksShown(page), ["[PER:built]"]);
    const handle = await page.locator(".handle[data-end=end]").boundingBox();
    assert.ok(handle.width >= 44 && handle.height >= 44);
  });
}

onPage("what has no room in the header is in its menu, by keyboard and by touch", { ...telephone, path: "#/sample" }, async (page) => {
  const name = page.locator(".header-project");
  const { width } = await name.boundingBox();
  assert.ok(width >= 90, `the project’s name has ${width} px`);
  const more = page.getByRole("button", { name: "More", exact: true });
  const menu = page.getByRole("menu", { name: "More" });
  const chosen = () => page.evaluate(() => document.activeElement.textContent);
  await more.focus();
  await press(page, "Enter");
  await menu.waitFor();
  assert.match(await chosen(), /^Search over the project/);
  await press(page, "ArrowUp");
  assert.match(await chosen(), /^Keys/);
  await press(page, "ArrowDown", "End", "e");
  assert.match(await chosen(), /^Entity registry/);
  await press(page, "e");
  assert.match(await chosen(), /^Export/);
  await press(page, "Escape");
  await menu.waitFor({ state: "hidden" });
  assert.equal(await focus(page), await more.evaluate((it) => it.id || it.className));
  // The arrows open it as well, at either end.
  await press(page, "ArrowUp");
  assert.match(await chosen(), /^Keys/);
  await press(page, "Enter");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await press(page, "Escape");
  await eventually(() => more.evaluate((it) => it === document.activeElement), true);
  await press(page, "ArrowDown", "Tab");
  await menu.waitFor({ state: "hidden" });
  await tap(page, more);
  await tap(page, menu.getByRole("menuitem", { name: "Export" }));
  await page.getByRole("dialog", { name: "Save and export" }).waitFor();
});
