// The program fails at functions of its own that run during an edit, each in turn.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { dist } from "../browser/support.mjs";
import { fill, handedOut, isSaved, look, make, marksAre } from "./hand.mjs";
import { EXPORTED, instrument } from "./instrument.mjs";
import { words } from "./notebook.mjs";
import { later, row } from "./row.mjs";

/** One edit of each kind, as they follow one another. */
const [first, second] = words;
const name = words.find(({ word }) => words.filter((other) => other.word === word).length > 3);
const names = words.filter((other) => other.word === name.word && other !== name);
const EDITS = [
  { do: "mark", word: first, type: "place" },
  { do: "mark", word: name, type: "person" },
  { do: "note", word: first, note: "a fault" },
  { do: "all", word: name, words: names, type: "person" },
  { do: "mark", word: second, type: "topic" },
  { do: "unmark", word: second },
  { do: "undo" },
  { do: "redo" },
];

/** The page's modules, made to fail. */
async function instrumented() {
  const modules = (await readdir(dist)).filter((file) => /^page-.*\.wasm$/.test(file));
  const made = await Promise.all(modules.map(async (file) => [`/${file}`, instrument(await readFile(join(dist, file)))]));
  return Object.fromEntries(made);
}

/** Keeps the bytes of each part of the program as it comes. */
function keepCalls(page) {
  return page.addInitScript((exported) => {
    globalThis.calls = [];
    const keep = (instance) => {
      if (instance.exports[exported]) globalThis.calls.push(instance.exports[exported]);
      return instance;
    };
    const { instantiate, instantiateStreaming, Instance } = WebAssembly;
    const kept = (done) => { keep(done.instance ?? done); return done; };
    WebAssembly.instantiate = (...from) => instantiate(...from).then(kept);
    WebAssembly.instantiateStreaming = (...from) => instantiateStreaming(...from).then(kept);
    WebAssembly.Instance = function (...from) { return keep(new Instance(...from)); };
    WebAssembly.Instance.prototype = Instance.prototype;
  }, EXPORTED);
}

const forget = (page) => page.evaluate(() => {
  for (const { buffer } of globalThis.calls) new Uint8Array(buffer).fill(0);
});

/** The functions that were called: [part, number]. */
const called = (page) => page.evaluate(() => globalThis.calls.flatMap(({ buffer }, part) => {
  const found = [];
  new Uint8Array(buffer).forEach((byte, at) => { if (byte === 1) found.push([part, at]); });
  return found;
}));

/** For each edit of the list, the functions that ran while it was made and saved. */
async function placesOf(page, notebook) {
  const places = [];
  for (const edit of EDITS) {
    await forget(page);
    await make(page, notebook, edit);
    await marksAre(page, notebook.model.marks.size);
    await isSaved(page);
    places.push(await called(page));
  }
  return places;
}

async function begin(page, notebook, stage) {
  await keepCalls(page);
  await fill(page, stage.origin);
  await look(page, stage.origin, notebook);
}

row("panic at a function that runs during an edit", 50, async (sitting, stage) => {
  const places = await stage.fresh(async (page, notebook) => {
    await begin(page, notebook, stage);
    return placesOf(page, notebook);
  });
  sitting.tally.note("functions to choose from", new Set(places.flat().map(String)).size);
  await sitting.each((run, chance) => stage.fresh(async (page, notebook) => {
    await begin(page, notebook, stage);
    const at = chance.below(EDITS.length);
    for (const edit of EDITS.slice(0, at)) {
      await make(page, notebook, edit);
      await marksAre(page, notebook.model.marks.size);
    }
    const [part, place] = chance.of(places[at]);
    await page.evaluate(([part, place]) => { new Uint8Array(globalThis.calls[part].buffer)[place] = 2; }, [part, place]);
    const rescue = page.getByRole("heading", { name: "Standpoint has stopped" });
    const stopped = rescue.waitFor();
    stopped.catch(() => {});
    // What fails may be the selecting before the edit, or the saving behind it.
    const edited = make(page, notebook, EDITS[at]);
    await Promise.race([stopped, edited.then(() => stopped, () => stopped)]);
    await Promise.race([edited.catch(() => {}), later(1_000)]);
    const rescued = await handedOut(page, () => page.getByRole("button", { name: "Save a rescue file" }).click());
    const inFile = JSON.parse(rescued).records.length - 1;
    const found = await stage.opened(rescued, "rescue.json");
    sitting.tally.add(notebook.check(found, inFile), `${run}, the rescue file`);
    await stage.leave(page);
    sitting.tally.add(await look(page, stage.origin, notebook), `${run}, reloaded`);
    sitting.tally.acknowledged += notebook.acknowledged;
  }));
}, instrumented);
