// The outline of an article: as a list, and as the strip along the scroll bar.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  articleIsOpen, eventually, focus, focusedMark, load, onPage, paste, press, push, settled, type,
} from "./analyst.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The line that the keys are on, and how many lines are on the page. */
const active = (page) => page.evaluate(() => {
  const field = document.activeElement;
  const line = document.getElementById(field.getAttribute("aria-activedescendant"));
  return line && [...line.children].map((part) => part.textContent).join(": ");
});
const lines = (page) => page.locator(".outline-row").evaluateAll((found) =>
  found.map((line) => [...line.children].map((part) => part.textContent).join(": ")));
/** What the browser has the caret at. */
const caret = (page) => page.evaluate(() => {
  const { anchorNode, anchorOffset } = getSelection();
  return anchorNode.data.slice(anchorOffset, anchorOffset + 12);
});

onPage("it is opened, walked, filtered and jumped from by keyboard", {}, async (page) => {
  const long = "It was agreed that nobody would leave before the others had spoken at length about it.";
  await paste(page, `Talks end in Ghent\n\nAda met Carl in Ghent.\n\nThe second day\n${long}\nCarl left.`);
  await page.locator(".text").focus();
  await press(page, "Control+Home", "Control+ArrowDown", "Control+Shift+ArrowRight", "1", "Escape", "Control+ArrowDown", "t");
  const dialog = page.getByRole("dialog", { name: "Outline" });
  await dialog.waitFor();
  await eventually(() => lines(page), ["Headline: Talks end in Ghent", "Paragraph 1: Ada met Carl in Ghent.", "PER: Ada, Person",
    "Heading: The second day", `Paragraph 2: ${long.slice(0, 80)}…`, "Paragraph 3: Carl left."]);
  // It opens where the caret is, and Escape leads back there.
  await eventually(() => active(page), "Heading: The second day");
  await press(page, "ArrowDown");
  await eventually(() => active(page), `Paragraph 2: ${long.slice(0, 80)}…`);
  await press(page, "Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await focus(page), "text");
  assert.equal(await caret(page), "The second d");

  await press(page, "t", "Control+End");
  await eventually(() => active(page), "Paragraph 3: Carl left.");
  await press(page, "Enter");
  await eventually(() => focus(page), "text");
  assert.equal(await caret(page), "Carl left.");

  await press(page, "t");
  await type(page, "PERSON");
  await eventually(() => active(page), "PER: Ada, Person");
  await press(page, "Enter");
  await eventually(() => focusedMark(page), "Ada");
  assert.equal(await focus(page), "text");
  await press(page, "t");
  await type(page, "nowhere");
  await dialog.getByText("Nothing fits the filter.").waitFor();
  await press(page, "Enter", "Escape");
  assert.equal(await focus(page), "text");
});

onPage("in a long article only the lines in sight are on the page, and each leads to its place", {}, async (page) => {
  const text = Array.from({ length: 4000 }, (_, at) => `Note ${at}. Nothing of note happened on that long day, nor on the next one.`);
  await load(page, [{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from(text.join("\n")) }]);
  await articleIsOpen(page);
  await push(page, "Outline");
  const field = page.getByRole("combobox", { name: "Filter the outline" });
  assert.equal(await field.evaluate((it) => it === document.activeElement), true);
  await eventually(async () => (await lines(page)).length > 10, true);
  assert.ok((await lines(page)).length < 60);
  assert.equal(await page.locator(".outline-row").first().getAttribute("aria-setsize"), "4000");
  await press(page, "Control+End");
  await eventually(() => active(page).then((line) => line?.slice(0, 26)), "Paragraph 4000: Note 3999.");
  await press(page, "PageUp", "PageUp", "Enter");
  const isInSight = (note) => page.evaluate((note) => {
    const line = [...document.querySelectorAll(".text p")].find((it) => it.textContent.startsWith(note));
    const { top, bottom } = line.getBoundingClientRect();
    const view = document.querySelector(".reader").getBoundingClientRect();
    return top > document.querySelector(".labels").getBoundingClientRect().bottom && bottom < view.bottom;
  }, note);
  await eventually(() => isInSight("Note 3979."), true);
  // By mouse, from a filter.
  await press(page, "t");
  await eventually(() => active(page).then((line) => line?.slice(0, 26)), "Paragraph 3980: Note 3979.");
  await field.fill("note 1234.");
  await page.locator(".outline-row").first().click();
  await eventually(() => isInSight("Note 1234."), true);
  assert.equal(await focus(page), "text");
});

onPage("the strip goes by where things stand, not by how long the text before them is", {}, async (page) => {
  // Half of the height is blank or short lines, which are a small share of the letters.
  const short = Array.from({ length: 120 }, (_, at) => `Line ${at}`).join("\n\n");
  const long = Array.from({ length: 20 }, () => "Nothing of note happened on that long day, nor on the next one. ".repeat(6)).join("\n");
  await paste(page, `${short}\n\nThe mark stands here.\n${long}`);
  await page.locator(".text").focus();
  await press(page, "t");
  await type(page, "the mark");
  await press(page, "Enter", "e", "1", "Escape");
  const apart = () => page.evaluate(() => {
    const reader = document.querySelector(".reader");
    const strip = document.querySelector(".outline").getBoundingClientRect();
    const tick = document.querySelector(".outline [data-kind=mention]").getBoundingClientRect();
    const mark = document.querySelector(".text mark").getBoundingClientRect();
    const down = mark.top - reader.getBoundingClientRect().top + reader.scrollTop;
    return Math.abs((tick.top - strip.top) / strip.height - down / reader.scrollHeight);
  });
  await eventually(async () => await apart() < 0.01, true);
  // A press at a height leads to what stands there.
  const { height } = await page.locator(".outline").boundingBox();
  await page.locator(".outline").click({ position: { x: 8, y: height * 0.3 } });
  await settled(page);
  const share = await page.evaluate(() => {
    const reader = document.querySelector(".reader");
    const at = getSelection().getRangeAt(0).getBoundingClientRect().top;
    return (at - reader.getBoundingClientRect().top + reader.scrollTop) / reader.scrollHeight;
  });
  assert.ok(Math.abs(share - 0.3) < 0.02, `${share}`);
});

for (const colorScheme of ["light", "dark"]) {
  onPage(`the list can be read, ${colorScheme}`, { path: "#/sample", colorScheme, reducedMotion: "reduce" }, async (page) => {
    await page.evaluate(axe);
    await page.locator(".text").focus();
    await press(page, "e", "1", "t");
    await page.getByRole("dialog", { name: "Outline" }).waitFor();
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`));
    });
    assert.deepEqual(found, []);
  });
}
