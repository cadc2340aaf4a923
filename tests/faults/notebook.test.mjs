// The suite itself: what is lost or half there is seen, also where the page has called it saved.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chance } from "./chance.mjs";
import { fill, isSaved, look, make, marksAre } from "./hand.mjs";
import { Notebook, words } from "./notebook.mjs";
import { onStage } from "./stage.mjs";

/** A project's file with these marks: `[word, type, note]`. */
const file = (...marks) => ({
  layers: { "a-0": { "u-ada": { mentions: marks.map(([{ start, end }, type, note]) => ({ type, fragments: [{ start, end }], note })) } } },
});

const [first, second] = words;
const mark = (word, type) => ({ do: "mark", word, type });

/** After two marks and an undo of the second, of which the page called `saved` saved. */
function after(saved) {
  const notebook = new Notebook();
  [mark(first, "person"), mark(second, "place"), { do: "undo" }].forEach((edit) => notebook.begin(edit));
  notebook.see({ state: "saving", edits: 3 });
  notebook.see({ state: "saved", edits: saved });
  return notebook;
}

test("an edit that was called saved and is not in the log is lost; one that was not may go or stay", () => {
  const compare = (saved, found, edits) => {
    const { lost, halves } = after(saved).compare(found, edits);
    return [lost, halves];
  };
  const [one, both] = [file([first, "person"]), file([first, "person"], [second, "place"])];
  assert.deepEqual(compare(1, one, 1), [0, 0]);
  assert.deepEqual(compare(1, both, 2), [0, 0]);
  assert.deepEqual(compare(1, one, 3), [0, 0]);
  assert.deepEqual(compare(3, both, 2), [1, 0]);
  assert.deepEqual(compare(2, file(), 0), [2, 0]);
  // The log has the edit, the project has part of it, or something else.
  assert.deepEqual(compare(2, one, 2), [0, 1]);
  assert.deepEqual(compare(1, file([first, "place"]), 1), [0, 1]);
  assert.deepEqual(compare(1, file([first, "person", "a note"]), 1), [0, 1]);
  assert.deepEqual(compare(1, both, 4), [0, 1]);
});

test("chance comes again with its seed", () => {
  const drawn = (...from) => Array.from({ length: 5 }, ((chance) => () => chance.below(1_000))(new Chance(...from)));
  assert.deepEqual(drawn("row", 1), drawn("row", 1));
  assert.notDeepEqual(drawn("row", 1), drawn("row", 2));
});

test("a page that calls saved what was never written is found out", { timeout: 120_000 }, () => onStage((stage) => stage.fresh(async (page, notebook) => {
  await page.addInitScript(() => {
    // A browser that acknowledges writes which it does not keep.
    IDBObjectStore.prototype.add = function () { return this.count(); };
  });
  await fill(page, stage.origin);
  await look(page, stage.origin, notebook);
  for (const word of [first, second]) await make(page, notebook, mark(word, "person"));
  await marksAre(page, 2);
  await isSaved(page);
  await stage.leave(page);
  const { lost, halves } = await look(page, stage.origin, notebook);
  assert.deepEqual([lost, halves], [2, 0]);
})));

test("no edit is made in a page that has not heard of the one before", { timeout: 120_000 }, () => onStage((stage) => stage.fresh(async (page, notebook) => {
  await fill(page, stage.origin);
  await look(page, stage.origin, notebook);
  await make(page, notebook, mark(first, "person"));
  await isSaved(page);
  // As if a reload had swallowed the key: the log has one edit, and would have a second one that is not the notebook’s.
  notebook.begin(mark(second, "place"));
  await assert.rejects(make(page, notebook, { do: "undo" }), /heard of 1 edits, not 2/);
  await page.reload();
  await assert.rejects(make(page, notebook, { do: "undo" }), /heard of 0 edits, not 2/);
  assert.equal(notebook.edits, 2);
  const { lost, halves } = await look(page, stage.origin, notebook);
  assert.deepEqual([lost, halves], [0, 0]);
})));
