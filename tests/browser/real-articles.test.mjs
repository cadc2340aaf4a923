// A real event in five articles: names, stances and all views of them, by keyboard and by mouse. What each view
// says is held against the project's file, and the places of words against the texts themselves.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  articleIsOpen, articles, dragOver, eventually, focus, load, onPage, pick, press, savedJson, selected, type, withoutArticles,
} from "./analyst.mjs";

/** What is marked in all articles, and its label's key. */
const NAMES = [["Carney", "1"], ["Zelenskyy", "1"], ["Macron", "1"], ["Putin", "1"], ["Canada", "3"], ["Ukraine", "3"], ["security guarantees", "5"]];
/** Stances by article: words that stand in the sentence, the holder (a key of its own, or a name), the target, the polarity's key. */
const STANCES = [
  [["Carney", "Carney", "security guarantees", "f"], ["Zelenskyy", "Zelenskyy", "security guarantees", "f"]],
  [["Macron", "Macron", "security guarantees", "f"]],
  [["Putin", "Putin", "Ukraine", "a"], ["Europe", "Alt+i", "security guarantees", "n"]],
  [["Macron", "Macron", "security guarantees", "f"], ["Putin", "Putin", "security guarantees", "a"], ["Trump", "Alt+a", "Ukraine", "b"]],
  [["Carney", "Carney", "security guarantees", "f"], ["Canada", "Canada", "Ukraine", "f"]],
];

const tabTo = async (page, isThere) => {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate(isThere)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${isThere}`);
};
/** Selects the next place of some words by keyboard. */
async function find(page, words) {
  await page.locator(".text").focus();
  await press(page, "Control+Home", "i", "Control+a");
  await type(page, words);
  await press(page, "Enter", "Shift+Enter", "Escape");
}

/** Marks a name, links it to an entity of its own, and then all its other places; how many there are. */
async function markEverywhere(page, name, key) {
  await page.locator(".text").focus();
  await press(page, "F", "Control+a");
  await type(page, name);
  await page.locator(".search-row[role=option]").first().waitFor();
  await press(page, "Enter");
  await eventually(() => selected(page), name);
  await press(page, key, "l");
  await type(page, name);
  await press(page, "Enter");
  await eventually(() => page.locator(".card #link").inputValue(), name);
  await page.locator(".text").focus();
  await press(page, "a");
  await tabTo(page, () => document.activeElement.labels?.[0]?.textContent.includes("In all articles"));
  await press(page, "Space");
  await page.getByText(/^\d+ places in all articles, \d+ ticked\.$/).waitFor();
  await tabTo(page, () => /^Mark \d+$/.test(document.activeElement.textContent));
  await press(page, "Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function recordStances(page) {
  for (const [at, stances] of STANCES.entries()) {
    await page.locator(".text").focus();
    for (const [words, holder, target, polarity] of stances) {
      await find(page, words);
      await press(page, "e", "s");
      if (holder.startsWith("Alt+")) await press(page, holder);
      else {
        await type(page, holder);
        await press(page, "Enter");
      }
      await type(page, target);
      await press(page, "Enter", polarity, "Escape");
    }
    if (at < STANCES.length - 1) await press(page, "Escape", "j");
  }
}


/** What the file says: each stance with its holder, target, outlet and article, and the mentions of each name. */
function counted(project) {
  const entities = project.entities;
  const party = (of, none) => ({ entity: () => entities[of.id].name, AUTHOR: () => "The author", IMPLICIT: () => "Someone unnamed" })[of?.kind]?.() ?? none;
  const layers = Object.entries(project.layers).flatMap(([article, by]) => Object.values(by).map((layer) => ({ article: project.articles[article], layer })));
  const stances = layers.flatMap(({ article, layer }) => Object.values(layer.stances).map((stance) => ({
    holder: party(stance.holder, "Nobody"), target: party(stance.target, "nothing"), polarity: stance.polarity, article,
    outlet: article.outlet || "No outlet named", words: stance.expression[0].quote.exact,
  })));
  const mentions = layers.flatMap(({ layer }) => Object.values(layer.mentions)).map(({ entity }) => entities[entity]?.name);
  return { stances, mentions, of: (list, name) => list.filter((it) => it === name).length };
}

const tally = (list, key) => list.reduce((sums, it) => sums.set(key(it), (sums.get(key(it)) ?? 0) + 1), new Map());
const sorted = (map) => [...map].map(([name, count]) => `${name}: ${count}`).sort();
const view = (page, name) => page.getByRole("group", { name: "Picture" }).getByRole("button", { name, exact: true });
const rows = (page) => page.locator(".list tbody tr").evaluateAll((found) =>
  found.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
/** What is open beside the picture: whose stances, and the words that carry them. */
const evidence = (page) => page.locator(".evidence-item").evaluateAll((items) => items.map((item) => ({
  said: item.querySelector("strong").textContent, words: item.querySelector("mark").textContent,
})));

/** That the open evidence is these stances, each in the words of its article. */
async function shows(page, stances) {
  const said = ({ holder, target }) => `${holder} → ${target}`;
  await eventually(async () => (await evidence(page)).map((item) => item.said.replace(/ · .* · /, " → ")).sort(), stances.map(said).sort());
  for (const item of await evidence(page)) {
    const [holder, , target] = item.said.split(" · ");
    assert.ok(stances.some((stance) => stance.holder === holder && stance.target === target
      && stance.article.text.includes(item.words) && stance.words.includes(item.words)), item.words);
  }
}

/** Clicks each number of a list and looks whether as many stances stand behind it; how many it clicked. */
async function clickNumbers(page, skip = []) {
  const cells = page.locator(".list td button[data-cell]");
  let clicked = 0;
  for (let at = 0; at < await cells.count(); at += 1) {
    const [, column, number] = /, ([^,]*): (-?\d+)$/.exec(await cells.nth(at).getAttribute("aria-label"));
    if (skip.includes(column)) continue;
    await cells.nth(at).click();
    await eventually(async () => (await evidence(page)).length, Number(number));
    clicked += 1;
  }
  return clicked;
}

const text = (page) => page.locator(".text");

onPage("five articles by keyboard alone: names, stances, and every view agrees with the file", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), articles.length);
  for (const [name, key] of NAMES) await markEverywhere(page, name, key);
  // The list of articles: from its pane, arrow keys walk it.
  await press(page, "F6");
  for (let panes = 0; panes < 4 && await focus(page) !== "pane-articles"; panes += 1) await press(page, "F6");
  await press(page, "ArrowDown", "Home", "Enter");
  await recordStances(page);
  const project = await savedJson(page);
  const { stances, mentions, of } = counted(project);
  assert.equal(stances.length, STANCES.flat().length);
  const texts = await Promise.all(articles.map((path) => readFile(path, "utf8")));
  for (const [name] of NAMES) {
    const places = texts.flatMap((text) => [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "gu"))]).length;
    assert.equal(of(mentions, name), places, name);
  }

  // The matrix, down the column of sums: each number opens its stances.
  await press(page, "w");
  await page.locator(".matrix").waitFor();
  await tabTo(page, () => document.activeElement.matches(".matrix [data-cell]"));
  const title = () => page.evaluate(() => document.activeElement.title);
  const holders = new Map();
  for (let steps = 0, before = ""; steps < 40 && before !== await title(); steps += 1) {
    before = await title();
    await press(page, "ArrowRight");
  }
  for (let steps = 0, before = ""; steps < 40 && before !== await title(); steps += 1) {
    before = await title();
    if (await page.evaluate(() => document.activeElement.closest(".matrix-totals"))) break;
    const [, holder, count] = /^(.*): (\d+) stance/.exec(before);
    holders.set(holder, Number(count));
    await press(page, "Enter");
    await shows(page, stances.filter((stance) => stance.holder === holder));
    await press(page, "ArrowDown");
  }
  assert.deepEqual(sorted(holders), sorted(tally(stances, (stance) => stance.holder)));

  // The next view by “do or go to”, the others by their buttons.
  await press(page, "Control+k");
  await type(page, "outlets");
  await eventually(() => page.locator(".palette-row[aria-selected=true] .line").textContent(), "Outlets");
  await press(page, "Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const onList = () => tabTo(page, () => document.activeElement.matches(".list [data-cell]"));
  await onList();
  const outlets = await page.locator(".list thead th").allTextContents();
  const told = await rows(page);
  assert.deepEqual(told.map(([holder]) => holder).sort(), [...new Set(stances.map((stance) => stance.holder))].sort());
  for (const row of told) {
    for (const [at, outlet] of outlets.entries()) {
      if (at < 2) continue;
      const here = stances.filter((stance) => stance.holder === row[0] && stance.outlet === outlet);
      assert.equal(row[at], String(here.length || "–"), `${row[0]} in ${outlet}`);
    }
  }
  // From the name to the numbers beside it.
  await press(page, "ArrowRight", "ArrowRight", "Enter");
  const [, first, outlet, count] = /^(.*), (.*): (\d+)$/.exec(await page.evaluate(() => document.activeElement.ariaLabel));
  await shows(page, stances.filter((stance) => stance.holder === first && stance.outlet === outlet));
  assert.equal((await evidence(page)).length, Number(count));


  await view(page, "Stances").press("Enter");
  await onList();
  assert.deepEqual((await rows(page)).map(([holder, , target]) => `${holder} → ${target}`).sort(),
    stances.map(({ holder, target }) => `${holder} → ${target}`).sort());

  // A number of mentions leads to them, in the registry; one of these into its article.
  await view(page, "Entities").press("Enter");
  await onList();
  for (const row of await rows(page)) {
    const taken = stances.filter((stance) => stance.holder === row[0]).length;
    const met = stances.filter((stance) => stance.target === row[0]);
    const against = met.filter((stance) => stance.polarity === "AGAINST").length;
    assert.deepEqual([row[4], row[5], row[7], row[8]], [of(mentions, row[0]), taken, against, met.length].map((count) => String(count || "–")), row[0]);
  }
  const named = await page.evaluate(() => document.activeElement.closest("tr").firstElementChild.textContent.trim());
  await press(page, "ArrowRight", "Enter");
  await eventually(() => page.locator("#registry-name").inputValue(), named);
  await page.getByText(new RegExp(`^${of(mentions, named)} mentions?, `)).waitFor();

  // The search, by its own count, and from it into the text.
  await press(page, "Escape", "F", "Control+a");
  await type(page, "Zelenskyy");
  await eventually(async () => (await page.locator(".search-count").innerText()).split(" ")[0], String(of(mentions, "Zelenskyy")));
  await press(page, "Enter");
  await eventually(() => selected(page), "Zelenskyy");
  const paragraphs = await page.locator(".text p").allTextContents();

  // The ledger of the article that is open: its stances, and from a line to the holder.
  await press(page, "Escape", "F6");
  for (let panes = 0; panes < 4 && await focus(page) !== "pane-ledger"; panes += 1) await press(page, "F6");
  await press(page, "ArrowDown", "Home");
  const open = Object.values(project.articles).filter(({ text }) => paragraphs.every((words) => text.includes(words)));
  assert.equal(open.length, 1);
  const here = stances.filter(({ article }) => article === open[0]);
  await eventually(() => page.locator(".ledger-row[data-stance]").count(), here.length);
});

onPage("five articles by mouse: each number of each view opens its stances, and a gap leads to its place", { skip: withoutArticles }, async (page) => {
  await load(page, articles);
  await eventually(() => page.locator(".article-row").count(), articles.length);
  await text(page).focus();
  for (const [words, label] of [["Mark Carney", "1"], ["Emmanuel Macron", "1"], ["security guarantees", "5"]]) {
    await dragOver(page, words);
    await page.locator(".chooser, .labels").first().waitFor();
    await press(page, label);
    await pick(page, "link", words, "new entity");
    await page.getByRole("button", { name: /^All places of these words/ }).click();
    await page.getByRole("checkbox", { name: "In all articles" }).check();
    await page.getByRole("button", { name: /^Mark \d+$/ }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  for (const [at, [holder, polarity]] of [["Mark Carney", "In favour"], ["Emmanuel Macron", "Against"], ["Mark Carney", "Neutral"]].entries()) {
    await page.locator(".article-row").nth(at).click();
    await eventually(() => page.locator(".article-row").nth(at).getAttribute("aria-current"), "true");
    await dragOver(page, "security guarantees");
    await page.getByRole("button", { name: /Stance/ }).first().click();
    await pick(page, "slot-holder", holder);
    await pick(page, "slot-target", "security guarantees");
    await page.locator(".polarities").getByRole("button", { name: new RegExp(polarity) }).click();
  }
  const { stances } = counted(await savedJson(page));
  assert.equal(stances.length, 3);

  await page.getByRole("button", { name: "Who stands where", exact: true }).click();
  const cells = page.locator(".matrix tbody [data-cell]");
  for (let at = 0; at < await cells.count(); at += 1) {
    const [, of, count] = /^(.*): (\d+) stance/.exec(await cells.nth(at).getAttribute("title"));
    await cells.nth(at).click();
    await shows(page, stances.filter(({ holder, target }) => [holder, target, `${holder} → ${target}`].includes(of)));
    assert.equal((await evidence(page)).length, Number(count));
  }
  for (const name of ["Network", "Timeline", "Outlets", "Entities"]) {
    await view(page, name).click();
    const behind = page.locator(".picture-table:not([open]) summary");
    if (await behind.count() > 0) await behind.click();
    // A difference, a count of outlets, and what leads to the registry.
    assert.ok(await clickNumbers(page, ["balance", "outlets", "mentions"]) >= 2, name);
  }
  await view(page, "Stances").click();
  await page.locator(".list tbody [data-cell]").first().click();
  await page.locator(".evidence-item").click();
  await page.locator(".text mark[data-focused]").first().waitFor();

  // A rule of the codebook, what lacks it, and the way there.
  await press(page, "Escape", "Escape");
  await dragOver(page, "Zelenskyy");
  await press(page, "1", "Escape", "Shift+B");
  const codebook = page.getByRole("dialog", { name: "Codebook" });
  await codebook.getByRole("tab", { name: /^Rules/ }).click();
  await codebook.getByRole("checkbox", { name: "Every mention is linked to an entity." }).check();
  await codebook.getByRole("button", { name: "Apply…" }).click();
  await page.getByRole("dialog", { name: "What the codebook changes" }).getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByRole("button", { name: /^1 gap in all articles/ }).click();
  await page.getByRole("dialog", { name: "Gaps" }).getByRole("option", { name: /Zelenskyy/ }).click();
  await eventually(() => focus(page), "link");
});
