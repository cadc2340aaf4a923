// A stored record or snapshot with a flipped bit, or cut short.
import assert from "node:assert/strict";
import { stored } from "../browser/stored.mjs";
import { fill, isSaved, look, make, marksAre, open, projectOf } from "./hand.mjs";
import { TYPES, marksIn, words } from "./notebook.mjs";
import { later, row } from "./row.mjs";

/** Enough of a note that a snapshot is worth its while. */
const LONG = 140_000;

/** Marks, two long notes and a snapshot behind each of them; every edit stands alone. */
async function work(page, notebook, chance) {
  const edits = words.slice(0, 30).map((word, at) => ({ do: "mark", word, type: TYPES[at % TYPES.length] }));
  [10, 20].forEach((at) => edits.splice(at, 0, { do: "note", word: words[0], type: TYPES[0], note: chance.letters(LONG) }));
  const snapshots = [];
  for (const edit of edits) {
    await make(page, notebook, edit);
    await marksAre(page, notebook.model.marks.size);
    await isSaved(page);
    if (edit.do === "note") {
      snapshots.push(notebook.edits + 1);
      while ((await stored(page)).snapshots.length < snapshots.length) await later(200);
    }
  }
  const kept = await stored(page);
  assert.deepEqual(kept.snapshots.map(([[, seq]]) => seq), snapshots);
  return { edits, log: kept.log, snapshots: kept.snapshots };
}

/** The marks behind all edits but one. */
function marksWithout(edits, lost) {
  const marks = edits.filter((_, at) => at !== lost)
    .map(({ word, type, note = "" }) => [`${word.start}-${word.end}`, `${type} ${note}`]);
  return new Map([...new Map(marks)].sort());
}

/** Bytes with one bit flipped, or without their end. */
function damaged(value, chance) {
  const bytes = Buffer.from(value);
  if (chance.onceIn(3)) return bytes.subarray(0, chance.below(bytes.length));
  bytes[chance.below(bytes.length)] ^= 1 << chance.below(8);
  return bytes;
}

/** Puts log and snapshots in the place of what is stored; a value that is a buffer may be no string. */
const restore = (page, stores) => page.evaluate(async (stores) => {
  const request = indexedDB.open("standpoint");
  await new Promise((done) => { request.onsuccess = done; });
  const transaction = request.result.transaction(Object.keys(stores), "readwrite");
  for (const [name, rows] of Object.entries(stores)) {
    transaction.objectStore(name).clear();
    for (const [key, value] of rows) {
      const bytes = typeof value === "string" ? null : Uint8Array.from(atob(value.base64), (sign) => sign.charCodeAt(0));
      let kept = bytes ?? value;
      try {
        if (bytes) kept = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        // The database has such a record as bytes.
      }
      transaction.objectStore(name).put(kept, key);
    }
  }
  await new Promise((done) => { transaction.oncomplete = done; });
  request.result.close();
}, stores);

row("record or snapshot with a flipped bit or cut short", 500, (sitting, stage) => stage.fresh(async (page, notebook) => {
  let made;
  await sitting.each(async (run, chance) => {
    if (!made) {
      await fill(page, stage.origin);
      await look(page, stage.origin, notebook);
      made = await work(page, notebook, chance);
    }
    const { edits, log, snapshots } = made;
    // What stands where is a choice; behind it, whether it matters and what is left.
    const kept = chance.of([[], snapshots, snapshots]);
    const newest = kept.at(-1)?.[0][1] ?? 1;
    const isSnapshot = kept.length > 0 && chance.onceIn(3);
    const rows = isSnapshot ? kept : log;
    const at = isSnapshot ? chance.below(rows.length) : chance.between(kept.length > 0 ? 0 : 1, log.length - 1);
    const changed = rows.with(at, [rows[at][0], { base64: damaged(rows[at][1], chance).toString("base64") }]);
    const isNoticed = isSnapshot ? at === kept.length - 1 : at >= newest;
    const lost = !isSnapshot && isNoticed ? at - 1 : -1;

    await stage.leave(page);
    await restore(page, { log: isSnapshot ? log : changed, snapshots: isSnapshot ? changed : kept });
    await open(page, stage.origin);
    const report = page.getByRole("dialog");
    if (isNoticed) {
      await report.getByText(/expected the checksum|expected a log record/).first().waitFor();
      await page.keyboard.press("Escape");
      await report.waitFor({ state: "detached" });
      sitting.tally.note("found", 1);
    } else {
      assert.equal(await report.count(), 0, "what is not read is reported");
      sitting.tally.note("not needed", 1);
    }
    const found = marksIn(await projectOf(page));
    const expected = marksWithout(edits, lost);
    for (const [place, mark] of expected) if (found.get(place) !== mark) sitting.tally.lost += 1;
    assert.deepEqual([...found.keys()], [...expected.keys()], `${isSnapshot ? "snapshot" : "record"} ${at}`);
    assert.ok([...found].every(([place, mark]) => expected.get(place) === mark), "a mark is not as it was made");
    sitting.tally.acknowledged += expected.size;
  });
}));
