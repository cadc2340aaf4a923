// A stance with every field that there is, by keyboard alone, and the keys of its form.
import assert from "node:assert/strict";
import {
  eventually, focus, ledger, onPage, paste, press, rangesIn, saved, savedJson, selected, settled, type,
} from "./analyst.mjs";

const text = [
  "Officials met on Monday.",
  "Ada Byron told Reuters that she would “never accept” troops on the ground. The talks go on.",
].join("\n");

/** Every field of the record on the form, and issues with a hierarchy. */
async function everyField(page) {
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  const fields = dialog.locator(".settings-fields input");
  for (let at = 0; at < await fields.count(); at += 1) await fields.nth(at).check();
  await dialog.locator("#settings-issue").fill("Troops on the ground");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
}

/** Presses keys and counts them; what is typed as a name, words or a number goes beside the count. */
function counting(page) {
  let count = 0;
  return {
    count: () => count,
    press: async (...keys) => {
      for (const key of keys) {
        await page.keyboard.press(key);
        count += 1;
      }
      await settled(page);
    },
    type: (words) => page.keyboard.type(words),
  };
}

async function selectNever(page) {
  await press(page, "Control+Home", "Control+ArrowDown");
  for (let word = 0; word < 7; word += 1) await press(page, "Control+ArrowRight");
  await press(page, "Control+Shift+ArrowRight", "Control+Shift+ArrowRight");
  assert.equal(await selected(page), "never accept");
}

const stances = (project) => Object.values(project.layers)
  .flatMap((layers) => Object.values(layers)).flatMap((layer) => Object.values(layer.stances));

onPage("a full stance takes no more than twelve keys beside the names", {}, async (page) => {
  await paste(page, text);
  const [article] = Object.keys((await savedJson(page)).articles);
  assert.ok(article);
  await page.getByRole("button", { name: "Details" }).click();
  await page.getByLabel("Published").fill("2026-01-12");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await everyField(page);
  await page.keyboard.press("F6");
  await page.locator("#text").focus();
  await selectNever(page);

  const keys = counting(page);
  await keys.press("s");
  await keys.type("Reuters");
  await keys.press("Alt+Enter");
  await keys.type("Ada Byron");
  await keys.press("Enter");
  await keys.type("not troops");
  await keys.press("Enter", "a");
  // What the text proposes: evidence, attribution, explicitness and date.
  await keys.press("Alt+p");
  await keys.press("s", "e");
  await keys.type("told");
  await keys.press("Enter", "h");
  await keys.type("in her own words");
  await keys.press("Enter");
  await eventually(() => focus(page), "text");
  console.log(`${keys.count()} keys for a full stance, beside names and words`);
  assert.ok(keys.count() <= 12, `${keys.count()} keys`);

  await saved(page);
  const project = await savedJson(page);
  const [stance] = stances(project);
  const nameOf = ({ id }) => project.entities[id].name;
  assert.deepEqual(stance.nested_source.map(nameOf), ["Reuters"]);
  assert.equal(nameOf(stance.holder), "Ada Byron");
  const [issue] = project.codebook.issues;
  assert.deepEqual(stance.target, { kind: "issue", id: issue.id, is_negated: true });
  const { polarity, attitude_type, intensity, attribution, explicitness, confidence, statement_date, note } = stance;
  assert.deepEqual(
    [polarity, attitude_type, intensity, attribution, explicitness, confidence, statement_date, note],
    ["AGAINST", "sentiment", "extreme", "direct_quote", "explicit", "high", "2026-01-12", "in her own words"],
  );
  const quotes = [stance.expression, stance.cue, stance.evidence].flatMap(rangesIn).map(({ quote }) => quote.exact);
  assert.deepEqual(quotes, ["never accept", "told", text.split("\n")[1].split(" The talks")[0]]);
});

onPage("author, outlet, unnamed and what the stance before had are one key each, also while one types", { path: "#/sample" }, async (page) => {
  await page.locator("#text").focus();
  const before = (await ledger(page)).length;
  const lines = async () => (await ledger(page)).filter((line) => line.includes("key by key"));
  const record = async (...keys) => {
    await press(page, "Control+Home", "Control+Shift+ArrowRight", "s");
    await type(page, "ab");
    await press(page, ...keys);
    await eventually(() => focus(page), "text");
  };
  await page.locator("#text").focus();
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "s", "Alt+o");
  await type(page, "key by key");
  await press(page, "Enter", "f");
  await record("Alt+a", "Alt+t", "a");
  await record("Alt+i", "Alt+t", "n");
  await record("Alt+h", "Alt+t", "b");
  await record("Alt+b", "u");
  const shown = (await lines()).map((line) => line.split(" “")[0]);
  assert.deepEqual(shown, [
    "+ The outlet · In favour · key by key",
    "− The author · Against · key by key",
    "○ Someone unnamed · Neutral · key by key",
    "± Someone unnamed · Both · key by key",
    "? Someone unnamed · None to infer · key by key",
  ]);
  assert.equal((await ledger(page)).length, before + 5);
});

onPage("the offers of the last field are in sight in a low window", { viewport: { width: 1440, height: 480 } }, async (page) => {
  await paste(page, text);
  await everyField(page);
  await page.locator("#text").focus();
  await selectNever(page);
  await press(page, "s");
  const field = page.locator("#slot-evidence");
  // As it is when one comes from a field above: in sight, at the edge.
  await field.evaluate((it) => { it.scrollIntoView({ block: "end" }); it.focus({ preventScroll: true }); });
  const offers = page.locator("#slot-evidence-offers");
  await offers.waitFor();
  await eventually(async () => {
    const { y, height } = await offers.boundingBox();
    return height > 0 && Math.floor(y + height) <= 480;
  }, true);
  assert.ok((await field.boundingBox()).y > 0);
});

onPage("the cue and the evidence are taken from the selection, and the form goes on", {}, async (page) => {
  await paste(page, text);
  await everyField(page);
  await page.locator("#text").focus();
  await selectNever(page);
  await press(page, "s", "Alt+a");
  await type(page, "troops");
  await press(page, "Enter", "a", "s", "l");
  await eventually(() => focus(page), "slot-cue");
  // To the text, where words are selected, and back by the key that takes them.
  await press(page, "Shift+F6");
  await eventually(() => focus(page), "text");
  await press(page, "Control+Home", "Control+ArrowDown", "Control+ArrowRight", "Control+ArrowRight", "Control+Shift+ArrowRight");
  assert.equal(await selected(page), "told");
  await press(page, "Alt+c");
  await eventually(() => focus(page), "slot-evidence");
  await press(page, "Enter");
  await eventually(() => focus(page), "slot-attribution");
  // A slip writes no command: the article is not called done.
  await press(page, "z", "ArrowRight", "Space", "Delete", "i");
  await eventually(() => focus(page), "slot-explicitness");
  await press(page, "Escape");
  await settled(page);
  const [stance] = stances(await savedJson(page));
  assert.equal(stance.cue[0].quote.exact, "told");
  assert.match(stance.evidence[0].quote.exact, /^Ada Byron told .* ground\.$/);
  assert.deepEqual([stance.attribution, stance.explicitness], ["indirect", undefined]);
});
