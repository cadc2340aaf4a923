// Finding words in the open article: the bar, what it sets off, where it leads.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  articleIsOpen, eventually, focus, load, marksShown, onPage, openArticle, paste, press, push, selected, settled, type,
} from "./analyst.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the browser sets off under a name: the words of each range. */
const setOff = (page, name) => page.evaluate((name) =>
  [...CSS.highlights.get(name) ?? []].map((range) => range.toString()), name);
const count = (page) => page.locator(".find-count").textContent();
const heard = (page) => page.locator("[data-announcer]").allTextContents().then((said) => said.join(""));

/** Whether what is gone to is in sight, under no label and above the bar. */
const isInSight = (page) => page.evaluate(() => {
  const [range] = CSS.highlights.get("found-here") ?? [];
  const rect = range?.getBoundingClientRect();
  const top = document.querySelector(".labels").getBoundingClientRect().bottom;
  const { bottom } = document.querySelector(".reader").getBoundingClientRect();
  return rect !== undefined && rect.height > 0 && rect.top >= top && rect.bottom <= bottom;
});

onPage("words are found as they are typed, by keyboard, and marked where the bar was left", {}, async (page) => {
  await paste(page, "Ada met Carl in “New\u00a0York”.\n\nADA left. Carl’s cafe\u0301 stayed with ada.");
  await page.locator(".text").focus();
  await press(page, "i");
  assert.equal(await focus(page), "find-words");
  await type(page, "ada");
  await eventually(() => count(page), "1 of 3");
  assert.deepEqual(await setOff(page, "found-here"), ["Ada"]);
  assert.deepEqual(await setOff(page, "found"), ["ADA", "ada"]);
  await press(page, "Enter");
  assert.deepEqual(await setOff(page, "found-here"), ["ADA"]);
  assert.match(await heard(page), /^2 of 3: .*ADA left/);
  await press(page, "Enter", "Enter", "Shift+Enter");
  await eventually(() => count(page), "3 of 3");
  assert.equal(await focus(page), "find-words");
  await press(page, "Escape");
  assert.equal(await focus(page), "text");
  assert.equal(await selected(page), "ada");
  assert.deepEqual([await setOff(page, "found"), await setOff(page, "found-here")], [[], []]);
  await press(page, "1");
  assert.deepEqual(await marksShown(page), ["[PER:ada]"]);

  // Through the marks, and as one types it, not as it is printed.
  for (const [words, found] of [["with ada", "with ada"], ["\"new york\"", "“New\u00a0York”"], ["carl's CAFÉ", "Carl’s cafe\u0301"]]) {
    await press(page, "Escape", "i", "Control+a");
    await type(page, words);
    await eventually(() => count(page), "1 of 1");
    assert.deepEqual(await setOff(page, "found-here"), [found]);
    await press(page, "Escape");
    assert.equal(await selected(page), found);
  }
});

onPage("words are found wherever they lie among the bytes that are looked at together", {}, async (page) => {
  const before = Array.from({ length: 40 }, (_, length) => `${"x".repeat(length)}\u00e9`);
  const text = before.map((some) => `${some} Ada's\u00a0 \u201cO\u2019Neill\u201d na\u00efve`).join(" ");
  await paste(page, text);
  await page.locator(".text").focus();
  await press(page, "i");
  for (const words of ["ADA", "ada's \"o'neill\"", "nai\u0308ve", "s \"", "E\u0301 a", "e", "ve"]) {
    await press(page, "Control+a");
    await type(page, words);
    const times = words === "e" ? 80 : 40;
    await eventually(() => count(page), `1 of ${times}`);
  }
});

onPage("in the text, g goes on and each place can be marked at once", {}, async (page) => {
  await paste(page, "Ada met Carl. Ada left. Carl stayed with Ada.");
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "i");
  await eventually(() => count(page), "1 of 3");
  assert.equal(await page.locator("#find-words").inputValue(), "Ada");
  await press(page, "Escape", "1", "g", "1", "g", "1");
  assert.deepEqual(await marksShown(page), ["[PER:Ada]", "[PER:Ada]", "[PER:Ada]"]);
  assert.equal(await focus(page), "text");
  await eventually(() => count(page), "3 of 3");
  // What was drawn anew is set off anew.
  assert.deepEqual(await setOff(page, "found"), ["Ada", "Ada"]);
  await press(page, "Shift+G");
  await eventually(() => count(page), "2 of 3");
  await press(page, "Escape");
  assert.equal(await page.locator(".find").count(), 0);
});

onPage("by mouse: the button, the arrows, capitals, and the cross", { path: "#/sample" }, async (page) => {
  await push(page, "Find");
  assert.equal(await focus(page), "find-words");
  await type(page, "the");
  const all = Number((await count(page)).split(" of ")[1]);
  assert.ok(all > 1);
  await push(page, "Match capitals");
  await eventually(async () => Number((await count(page)).split(" of ")[1]) < all, true);
  await push(page, "Match capitals");
  await push(page, "Next place");
  await eventually(() => count(page), `2 of ${all}`);
  await push(page, "Place before");
  await eventually(() => count(page), `1 of ${all}`);
  await push(page, "Done with finding");
  assert.equal(await selected(page).then((words) => words.toLowerCase()), "the");
});

onPage("a place far out of sight is gone to, and only what is near the window is set off", {}, async (page) => {
  const line = "Nothing of note happened on that long day, nor on the next one, nor ever after. ";
  const text = Array.from({ length: 3000 }, (_, at) => `${line}${line}${at % 500 === 499 ? "The needle lay here. " : ""}`);
  await load(page, [{ name: "days.txt", mimeType: "text/plain", buffer: Buffer.from(text.join("\n")) }]);
  await articleIsOpen(page);
  await page.locator(".text").focus();
  await press(page, "i");
  await type(page, "NEEDLE");
  for (const at of [1, 2, 3, 4, 5, 6, 1]) {
    await eventually(() => count(page), `${at} of 6`);
    await eventually(() => isInSight(page), true);
    assert.deepEqual(await setOff(page, "found-here"), ["needle"]);
    assert.ok((await setOff(page, "found")).length < 3);
    await press(page, "Enter");
  }
  // A word on every line costs what is near the window.
  await press(page, "Control+a");
  await type(page, "nothing");
  await eventually(async () => (await count(page)).endsWith(" of 6000"), true);
  const near = (await setOff(page, "found")).length;
  assert.ok(near > 5 && near < 1500, `${near}`);
  const reader = page.locator(".reader");
  await reader.evaluate((it) => { it.scrollTop = it.scrollHeight / 2; });
  await settled(page);
  const [inView, after] = await page.evaluate(() => {
    const view = document.querySelector(".reader").getBoundingClientRect();
    const rects = [...CSS.highlights.get("found")].map((range) => range.getBoundingClientRect());
    return [rects.filter((rect) => rect.top > view.top && rect.bottom < view.bottom).length, rects.length];
  });
  assert.ok(inView > 5 && after < 1500, `${inView} of ${after}`);
});

onPage("the bar stays in the next article, and says when there is nothing", { path: "#/sample" }, async (page) => {
  const titles = await page.locator(".article-row .title").allTextContents();
  await page.locator(".text").focus();
  await press(page, "i");
  await type(page, "the");
  await eventually(async () => Number((await count(page)).split(" of ")[1]) > 5, true);
  await openArticle(page, titles.find((title) => title !== titles[0] && /[a-z]/i.test(title)));
  await eventually(() => count(page).then((said) => said.replace(/\d+/, "n")), "n found");
  await eventually(async () => (await setOff(page, "found")).length > 0, true);
  await page.locator("#find-words").fill("nowhere in it");
  await eventually(() => count(page), "Not found");
  assert.equal(await heard(page), "Not found");
  assert.deepEqual(await setOff(page, "found"), []);
});

for (const colorScheme of ["light", "dark"]) {
  onPage(`the bar and what it sets off can be read, ${colorScheme}`, { path: "#/sample", colorScheme, reducedMotion: "reduce" }, async (page) => {
    await page.evaluate(axe);
    await page.locator(".text").focus();
    await press(page, "i");
    await type(page, "the");
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`));
    });
    assert.deepEqual(found, []);
    // Axe does not look at highlights.
    const contrasts = await page.evaluate(() => {
      const text = document.querySelector(".text");
      const paint = document.createElement("canvas").getContext("2d");
      const luminance = (colour) => {
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      return ["found", "found-here"].map((name) => {
        const { color, backgroundColor } = getComputedStyle(text, `::highlight(${name})`);
        const [one, other] = [luminance(color), luminance(backgroundColor)].sort((a, b) => b - a);
        return (one + 0.05) / (other + 0.05);
      });
    });
    assert.ok(contrasts.every((contrast) => contrast >= 4.5), `${contrasts}`);
  });
}
