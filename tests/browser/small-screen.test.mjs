// A telephone: one pane at a time, and a finger instead of a mouse.
import assert from "node:assert/strict";
import {
  articleTitles, eventually, ledger, marksShown, onPage, openTitle, paste, saved, selected, settled,
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
    assert.ok(height >= 24 && width >= 24, `${width} × ${height}`);
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
