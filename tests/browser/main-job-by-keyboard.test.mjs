// The main job without a mouse, from the start screen to the saved file.
import assert from "node:assert/strict";
import {
  articleTitles, articles, eventually, focus, focusedMark, ledger, marksShown, onPage, openTitle, saved,
  saveProject, selected, settled, withoutArticles,
} from "./analyst.mjs";

/** Counts what is pressed, as fast as a machine can type. */
class Keys {
  count = 0;

  constructor(page) {
    this.page = page;
  }

  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.count += 1;
    }
    await settled(this.page);
  }

  /** Names are typed beside the count. */
  async type(words) {
    await this.page.keyboard.type(words);
  }

  /** Presses a key until what it changes is so. */
  async until(key, read, isThere) {
    for (let times = 0; times < 200; times += 1) {
      if (isThere(await read(this.page))) return;
      await this.press(key);
    }
    assert.fail(`${key} did not lead there: ${await read(this.page)}`);
  }

  /** Selects words of the text: by words from the start of the paragraph. */
  async select(words) {
    await this.press("Control+Home");
    const place = await this.page.locator(".text [data-utf16]").evaluateAll((pieces, words) => {
      const paragraph = pieces.findIndex((piece) => piece.textContent.includes(words));
      const before = pieces[paragraph].textContent.split(words)[0];
      return { paragraphs: pieces.slice(1, paragraph + 1).filter((piece) => piece.textContent).length, before };
    }, words);
    for (let count = 0; count < place.paragraphs; count += 1) await this.press("Control+ArrowDown");
    const steps = place.before.trim() ? place.before.trim().split(/\s+/).length : 0;
    for (let count = 0; count < steps; count += 1) await this.press("Control+ArrowRight");
    const length = words.trim().split(/\s+/).length;
    for (let count = 0; count < length; count += 1) await this.press("Control+Shift+ArrowRight");
    assert.equal(await selected(this.page), words);
  }
}

onPage("the main job by keyboard alone", { skip: withoutArticles }, async (page) => {
  const keys = new Keys(page);
  const picker = page.waitForEvent("filechooser");
  await keys.until("Tab", () => page.evaluate(() => document.activeElement.textContent), (name) => name === "Choose files");
  await keys.press("Enter");
  await (await picker).setFiles(articles);
  await eventually(async () => (await articleTitles(page)).length, 5);

  await eventually(() => focus(page), "text");
  await keys.press("j");
  await eventually(async () => (await openTitle(page)).startsWith("A gathering of over 30 world leaders"), true);
  await keys.press("k");

  // Three entities: by a label's key, by the chooser, by an armed label.
  await keys.select("Prime Minister Mark Carney");
  await keys.press("1", "l");
  await keys.type("Mark Carney");
  await keys.press("Enter");
  await eventually(() => ledger(page), ["PER Prime Minister Mark Carney → Mark Carney"]);
  await keys.select("French President Emmanuel Macron");
  await keys.press("Enter");
  await keys.until("Tab", () => page.evaluate(() => document.activeElement.textContent), (name) => name.includes("Organisation"));
  await keys.press("Enter");
  await eventually(() => focusedMark(page), "French President Emmanuel Macron");
  await eventually(() => focus(page), "text");
  await keys.press("Escape", "Escape", "5");
  await keys.select("bilateral assurances");
  await keys.press("Enter", "o");
  await keys.type("Guarantees, by another name");
  await keys.press("Escape");
  await eventually(() => focus(page), "text");

  // A further fragment, and other ends.
  await keys.press("m", "m");
  await keys.until("m", focusedMark, (words) => words === "bilateral assurances");
  const chosen = await focusedMark(page);
  await keys.press("]", "[", "{");
  await eventually(() => focusedMark(page), `Those ${chosen}`);
  await keys.press("}");
  await eventually(() => focusedMark(page), chosen);

  // A stance from a sentence: beyond the two names, this many keys.
  await keys.select("Zelenskyy told reporters");
  await keys.press("e");
  const sentence = "Zelenskyy told reporters afterward that he expects security guarantees to be finalized at the meeting in Paris.";
  assert.equal(await selected(page), sentence);
  const before = keys.count;
  await keys.press("s");
  await keys.type("Zelenskyy");
  await keys.press("Enter");
  await keys.type("security guarantees");
  await keys.press("Enter", "f");
  const forStance = keys.count - before;
  await eventually(() => focus(page), "text");
  console.log(`${forStance} keys for a stance, beside the two names`);
  assert.ok(forStance <= 4, `${forStance} keys`);

  // And one whose words cross into the next paragraph, by known names: their beginnings are enough.
  await keys.select("ongoing invasion");
  await keys.press("Shift+Control+ArrowDown", "Shift+Control+ArrowRight", "s");
  await keys.type("zel");
  await keys.press("Enter");
  await keys.type("Russia");
  await keys.press("Enter", "a");
  await eventually(() => marksShown(page), [
    "[PER:Prime Minister Mark Carney]",
    "[TOP:bilateral assurances]",
    "[ORG:French President Emmanuel Macron]",
    `[+:${sentence}]`,
    "[−:ongoing invasion.\n\"Russia]",
  ]);
  await eventually(async () => (await ledger(page)).filter((line) => line.includes("·")), [
    `+ Zelenskyy · In favour · security guarantees “${sentence.slice(0, 80).trim()}…”`,
    "− Zelenskyy · Against · Russia “ongoing invasion. \"Russia”",
  ]);

  await keys.press("Delete", "Control+z", "Control+Shift+z", "Control+z");
  await eventually(async () => (await ledger(page)).length, 5);
  await keys.press("d", "/");
  await eventually(() => focus(page), "article-filter");
  await keys.type("canada");
  await eventually(async () => (await articleTitles(page)).length, 1);
  await keys.press("Escape", "F6", "j");
  await saved(page);
  const project = JSON.parse((await saveProject(page)).bytes);
  assert.equal(Object.keys(project.articles).length, 5);
  const [[, layers]] = Object.entries(project.layers);
  const [layer] = Object.values(layers);
  assert.equal(layer.status, "done");
});
