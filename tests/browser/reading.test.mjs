// Reading: how the text is set, the strip along its scroll bar, the place that is come back to.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  articleIsOpen, eventually, mark, onPage, openArticle, openTitle, paste, press, saved, settled,
} from "./analyst.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const textStyle = (page) => page.locator(".text").evaluate((text) => {
  const { fontSize, fontFamily, maxWidth, lineHeight } = getComputedStyle(text);
  return { fontSize, isSerif: fontFamily.includes("serif") && !fontFamily.startsWith("system-ui"), maxWidth, line: Math.round(parseFloat(lineHeight) / parseFloat(fontSize) * 100) };
});

const openPanel = async (page) => {
  await page.getByRole("button", { name: "Text and colours" }).click();
  const panel = page.getByRole("dialog", { name: "Text and colours" });
  await panel.waitFor();
  return panel;
};

onPage("size, width, height of lines and typeface are chosen by keyboard and stay", {}, async (page) => {
  await paste(page, "Ada met Charles in London. They built an engine there.");
  assert.deepEqual(await textStyle(page), { fontSize: "18px", isSerif: true, maxWidth: "656px", line: 185 });
  await page.getByRole("button", { name: "Text and colours" }).focus();
  await press(page, "Enter");
  const panel = page.getByRole("dialog", { name: "Text and colours" });
  await panel.waitFor();
  await panel.getByRole("button", { name: "Larger text" }).focus();
  await press(page, "Enter", "Enter", "Tab", "ArrowRight", "Tab", "ArrowRight", "Tab", "ArrowRight");
  const chosen = { fontSize: "22px", isSerif: false, maxWidth: "832px", line: 225 };
  await eventually(() => textStyle(page), chosen);
  await press(page, "Escape");
  await panel.waitFor({ state: "detached" });
  await saved(page);
  await page.reload();
  await articleIsOpen(page);
  await eventually(() => textStyle(page), chosen);
  await (await openPanel(page)).getByRole("button", { name: "As at first" }).click();
  await eventually(async () => (await textStyle(page)).fontSize, "18px");
});

onPage("what floats at the text follows its size, and the first line in sight stays", { path: "#/sample" }, async (page) => {
  await mark(page, "Ministers from", "1");
  const gap = () => page.evaluate(() => {
    const mark = [...document.querySelectorAll(".text mark")].at(-1).getBoundingClientRect();
    const handle = document.querySelector(".handle[data-end=end]").getBoundingClientRect();
    return Math.abs(mark.right - (handle.left + handle.right) / 2);
  });
  assert.ok(await gap() < 3);
  await page.locator(".reader").evaluate((reader) => { reader.scrollTop = 2500; });
  const first = () => page.evaluate(() => {
    const top = document.querySelector(".reader").getBoundingClientRect().top;
    return [...document.querySelectorAll(".text p")].find((p) => p.getBoundingClientRect().bottom > top + 4).textContent.slice(0, 30);
  });
  await settled(page);
  const before = await first();
  const panel = await openPanel(page);
  for (let count = 0; count < 3; count += 1) await panel.getByRole("button", { name: "Larger text" }).click();
  await eventually(first, before);
  assert.ok(await gap() < 3);
});

for (const colorScheme of ["light", "dark"]) {
  onPage(`high contrast is 7:1 everywhere, ${colorScheme}`, { path: "#/sample", colorScheme, reducedMotion: "reduce" }, async (page) => {
    await page.evaluate(axe);
    const check = async (screen) => {
      const found = await page.evaluate(async () => {
        const rules = { "color-contrast-enhanced": { enabled: true } };
        const { violations } = await window.axe.run(document, { rules, resultTypes: ["violations"] });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}\n${html}\n${failureSummary}`));
      });
      assert.deepEqual(found, [], `${screen}: ${found.join("\n")}`);
    };
    const panel = await openPanel(page);
    await panel.getByText("High contrast").click();
    await eventually(() => page.locator("html").getAttribute("data-theme"), "contrast");
    await check("text and colours");
    await panel.getByRole("button", { name: "Done" }).click();
    await page.locator(".text").focus();
    await press(page, "Control+Home", "e", "1", "Control+ArrowDown", "e", "2", "e");
    await check("selection");
    await press(page, "s");
    await check("stance");
    await press(page, "Escape", "Escape", "m");
    await check("mark");
    for (const name of ["Settings", "Keys", "Export"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await check(name);
      await press(page, "Escape");
    }
  });
}

onPage("the strip along the scroll bar shows headline, furniture and marks, and leads there", { path: "#/sample" }, async (page) => {
  const ticks = (kind) => page.locator(`.outline [data-kind=${kind}]`);
  await eventually(() => ticks("headline").count(), 1);
  assert.ok(await ticks("furniture").count() > 0);
  assert.equal(await ticks("mention").count(), 0);
  await page.locator(".text").focus();
  await press(page, "Control+End", "Alt+ArrowUp", "e", "3");
  await eventually(() => ticks("mention").count(), 1);
  assert.equal(await ticks("mention").getAttribute("title"), "1 mention");
  const isInSight = () => page.evaluate(() => {
    const view = document.querySelector(".reader").getBoundingClientRect();
    const { top, bottom } = document.querySelector(".text mark").getBoundingClientRect();
    return top >= view.top && bottom <= view.bottom;
  });
  await press(page, "Control+Home");
  assert.equal(await isInSight(), false);
  await ticks("mention").click();
  await eventually(isInSight, true);
  // A press between ticks goes to that height of the text.
  await page.locator(".outline").click({ position: { x: 8, y: 2 } });
  await eventually(isInSight, false);
  await press(page, "Control+z");
});

onPage("each article is come back to where it was left, also after a reload", { path: "#/sample" }, async (page) => {
  const titles = await page.locator(".article-row .title").allTextContents();
  const scroll = (to) => page.locator(".reader").evaluate((reader, to) => { reader.scrollTop = to; }, to);
  const first = () => page.evaluate(() => {
    const top = document.querySelector(".reader").getBoundingClientRect().top;
    return [...document.querySelectorAll(".text p")].find((p) => p.getBoundingClientRect().bottom > top + 4).textContent;
  });
  await scroll(1800);
  await settled(page);
  const here = await first();
  await openArticle(page, titles[2]);
  await scroll(900);
  await settled(page);
  const there = await first();
  await press(page, "k", "k");
  await eventually(() => openTitle(page), titles[0]);
  await eventually(first, here);
  await press(page, "j", "j");
  await eventually(first, there);
  await saved(page);
  await page.reload();
  await articleIsOpen(page);
  await eventually(first, there);
  await press(page, "k", "k");
  await eventually(first, here);
});

onPage("a system that wants more contrast gets it, unless another theme was chosen", { contrast: "more" }, async (page) => {
  const theme = () => page.locator("html").getAttribute("data-theme");
  await paste(page, "Ada met Charles.");
  await eventually(theme, "contrast");
  await page.emulateMedia({ contrast: "no-preference" });
  await eventually(theme, null);
  await page.emulateMedia({ contrast: "more" });
  await eventually(theme, "contrast");
  await (await openPanel(page)).getByText("Dark", { exact: true }).click();
  await eventually(theme, "dark");
});
