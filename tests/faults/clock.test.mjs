// The computer's clock is set back or forward, or summer time begins or ends, between the edits.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inEmptyFolder } from "../browser/analyst.mjs";
import { drop } from "../browser/support.mjs";
import { fill, handedOut, isOpen, isSaved, look, make, marksAre, projectOf } from "./hand.mjs";
import { marksIn, words } from "./notebook.mjs";
import { row } from "./row.mjs";

const DAY = 86_400_000;
const at = (time) => () => Date.parse(time);
const by = (ms) => (now) => now + ms;

/** What the clock says later, from what it said before; `from` is where it has to stand at first. */
const JUMPS = [
  { zone: "UTC", jump: by(-1_000) },
  { zone: "UTC", jump: by(-3_650 * DAY) },
  { zone: "UTC", jump: by(3_650 * DAY) },
  { zone: "Asia/Kathmandu", jump: at("1970-01-01T00:00:00.001Z") },
  { zone: "Europe/Berlin", from: at("2026-03-29T00:59:59Z"), jump: at("2026-03-29T01:00:01Z") },
  { zone: "Europe/Berlin", from: at("2026-10-25T00:59:59Z"), jump: at("2026-10-25T01:00:01Z") },
  { zone: "America/New_York", from: at("2026-11-01T05:59:59Z"), jump: at("2026-11-01T06:00:01Z") },
  // A computer that takes the hour back by hand sets UTC back as well.
  { zone: "America/New_York", from: at("2026-11-01T05:59:59Z"), jump: at("2026-11-01T05:00:01Z") },
];

/** Lets the page's clock be set. */
function hand(page) {
  return page.addInitScript(() => {
    const { Date: Real } = globalThis;
    let ahead = 0;
    globalThis.Date = class extends Real {
      constructor(...from) {
        if (from.length > 0) super(...from);
        else super(Real.now() + ahead);
      }

      static now() {
        return Real.now() + ahead;
      }
    };
    globalThis.setClock = (time) => { ahead = time - Real.now(); };
  });
}

const set = (page, time) => page.evaluate((time) => globalThis.setClock(time), time);

row("clock set back, forward, over a change to or from summer time", 20, (sitting, stage) => sitting.each((run, chance) => {
  const { zone, from = () => Date.now(), jump } = JUMPS[run % JUMPS.length];
  return stage.fresh(async (page, notebook) => {
    const work = async (edits) => {
      for (let edit = 0; edit < edits; edit += 1) {
        await make(page, notebook, notebook.choose(chance));
        await marksAre(page, notebook.model.marks.size);
      }
    };
    await hand(page);
    await fill(page, stage.origin);
    await look(page, stage.origin, notebook);
    let now = from();
    await set(page, now);
    await make(page, notebook, { do: "mark", word: words[0], type: "place" });
    await make(page, notebook, { do: "note", word: words[0], note: "before" });
    await work(2);
    await isSaved(page);
    const before = await handedOut(page, () => page.keyboard.press("Control+s"));
    now = jump(now);
    await set(page, now);
    // The same record is changed later, whatever the clock says.
    if (!notebook.model.isMarked(words[0])) await make(page, notebook, { do: "mark", word: words[0], type: "event" });
    await make(page, notebook, { do: "note", word: words[0], note: "later" });
    await work(2);
    await isSaved(page);
    const later = await handedOut(page, () => page.keyboard.press("Control+s"));
    await stage.leave(page);
    sitting.tally.add(await look(page, stage.origin, notebook), `${run}, reloaded`);

    // Step by step back over the jump, in the order in which all was done.
    while (notebook.model.undo.length > 0) {
      await make(page, notebook, { do: "undo" });
      await marksAre(page, notebook.model.marks.size);
    }
    await isSaved(page);
    await stage.leave(page);
    sitting.tally.add(await look(page, stage.origin, notebook), `${run}, undone`);
    sitting.tally.acknowledged += notebook.acknowledged;
    assert.deepEqual([...await merged(stage, before, later)], [...marksIn(JSON.parse(later))]);
    assert.deepEqual([...await merged(stage, later, before)], [...marksIn(JSON.parse(later))]);
  }, { timezoneId: zone });
}));

/** The marks when the second file is dropped on the first. */
function merged(stage, ...texts) {
  return inEmptyFolder((folder) => stage.fresh(async (page) => {
    const paths = texts.map((_, at) => join(folder, `${at}.standpoint.json`));
    await Promise.all(texts.map((text, at) => writeFile(paths[at], text)));
    await stage.start(page);
    await drop(page, paths[0]);
    await isOpen(page);
    await isSaved(page);
    await drop(page, paths[1]);
    const question = page.getByRole("dialog", { name: "Another state of a project that is here" });
    await question.waitFor();
    // Where the file brings nothing new there is nothing to merge.
    const merge = question.getByRole("button", { name: "Merge" });
    if (await merge.count() > 0 && await merge.isEnabled()) await merge.click();
    else await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    await isSaved(page);
    return marksIn(await projectOf(page));
  }));
}
