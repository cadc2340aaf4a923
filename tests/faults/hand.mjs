// A hand at the page that makes the notebook's edits with mouse and keyboard, and what it sees there.
import { record, store } from "../browser/stored.mjs";
import { PROJECT, TYPES, beginning } from "./notebook.mjs";

/** For anything that the page is to do, on a busy machine. */
const PATIENCE_MS = 90_000;
/** All of the text fits. */
export const viewport = { width: 1280, height: 800 };

/** The log of a project without edits, with these acts behind its beginning. */
export const log = (acts = []) => ({
  id: PROJECT,
  records: [{ do: "begin", project: beginning() }, ...acts].map((act, seq) => record(seq, act)),
});

/**
 * Lets every page of the context say what it shows of saving: at each change, and behind each edit.
 * `heard` gets `{ state, edits, since }`: how many edits the page had been given by then, and the milliseconds
 * since the last one.
 */
export async function watch(context, heard) {
  await context.exposeFunction("standpointShown", heard);
  await context.addInitScript(() => {
    const faults = { edits: 0, isArmed: false, handedOut: null };
    globalThis.faults = faults;
    const tell = () => {
      const state = document.querySelector(".saving-state")?.dataset.state;
      if (state) globalThis.standpointShown({ state, edits: faults.edits, since: performance.now() - faults.editedAt });
    };
    new MutationObserver(tell).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
    // An edit counts from the event that makes it, before the program hears of that.
    const count = ({ key }) => {
      if (!faults.isArmed || ["Control", "Shift"].includes(key)) return;
      faults.isArmed = false;
      faults.edits += 1;
      faults.editedAt = performance.now();
      setTimeout(tell);
    };
    addEventListener("keydown", count, true);
    addEventListener("click", count, true);
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      faults.handedOut = blob;
      return make.call(URL, blob);
    };
  });
}

/** Fills an empty browser's storage with the project. */
export async function fill(page, origin, kept = log()) {
  await page.goto(`${origin}/empty.html`);
  await store(page, kept);
}

/** Opens the project in a page that writes to it. */
export async function open(page, origin) {
  page.setDefaultTimeout(PATIENCE_MS);
  // A browser that was not started for the tests alone has a window of its own size.
  if (!page.viewportSize()) await page.setViewportSize(viewport);
  await page.goto(`${origin}/#/project/${PROJECT}`);
  await isOpen(page);
  await page.getByText("this one follows").waitFor({ state: "detached" });
}

/**
 * Opens the project, compares it with the notebook, and makes the page ready for the next edits. A report
 * of damage fails.
 */
export async function look(page, origin, notebook) {
  await open(page, origin);
  const report = await reportOf(page);
  if (report) throw new Error(`the page reports ${report}`);
  return compare(page, notebook);
}

/** The same for a page that has the project open. */
export async function compare(page, notebook) {
  const { count, labels } = await editsInLog(page);
  const compared = notebook.compare(await projectOf(page), count);
  if (compared.halves > 0) compared.said += `; the log ends with ${labels.join(", ")}`;
  await page.evaluate((edits) => { globalThis.faults.edits = edits; }, notebook.edits);
  return compared;
}

export const isOpen = (page) => page.locator("html[data-ready=article]").waitFor({ state: "attached" });

/** How many edits the stored log has, whatever the program makes of them, and what the last ones are called. */
const editsInLog = (page) => page.evaluate(async (id) => {
  const request = indexedDB.open("standpoint");
  await new Promise((done, failed) => { request.onsuccess = done; request.onerror = failed; });
  const store = request.result.transaction("log").objectStore("log");
  const range = IDBKeyRange.bound([id, 0], [id, []]);
  const [count, last] = await Promise.all([store.count(range), store.getAll(range)]
    .map((asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); })));
  request.result.close();
  const labels = last.slice(-4).map((record) => {
    try {
      const { body } = JSON.parse(record);
      return `${body.do} ${body.label ?? ""}`;
    } catch {
      return "something else";
    }
  });
  return { count: count - 1, labels };
}, PROJECT);

/** The file that the page hands out when `act` is done, as text. */
export async function handedOut(page, act) {
  await page.evaluate(() => { globalThis.faults.handedOut = null; });
  await act();
  const file = await page.waitForFunction(() => globalThis.faults.handedOut?.text());
  return file.jsonValue();
}

/** The project as its file says it. */
export const projectOf = async (page) => JSON.parse(await handedOut(page, () => page.keyboard.press("Control+s")));

/** What the page tells its user about damage, if it does. */
export const reportOf = async (page) => {
  const report = page.getByRole("dialog", { name: "What was loaded" });
  return await report.count() > 0 ? (await report.innerText()).replaceAll(/\s+/g, " ") : "";
};

/**
 * Makes an edit that the notebook has chosen; it is written down before the page can hear of it. Fails, and
 * makes none, where the page has not heard of each edit before: it would be another one there.
 */
export async function make(page, notebook, edit) {
  const check = notebook.guard();
  // What this very document knows: nothing is asked of the one that comes behind a reload.
  const faults = await page.evaluateHandle(() => globalThis.faults);
  const begin = async () => {
    const heard = await settle(faults, true);
    check();
    if (heard !== notebook.edits) throw new Error(`the page has heard of ${heard} edits, not ${notebook.edits}`);
    notebook.begin(edit);
  };
  const finish = async (key) => {
    await begin();
    await page.keyboard.press(key);
  };
  if (edit.do === "undo" || edit.do === "redo") {
    await page.locator(".text").focus();
    return finish(edit.do === "undo" ? "Control+z" : "Control+Shift+z");
  }
  await clicked(page, faults, edit.word, edit.do === "mark" ? 2 : 1, check);
  if (edit.do === "mark") return finish(String(1 + TYPES.indexOf(edit.type)));
  // The mark is in focus when its card is there.
  await page.locator(".card-title", { hasText: edit.word.word }).waitFor();
  check();
  if (edit.do === "unmark") return finish("Delete");
  if (edit.do === "note") {
    // This field, not the one that another page would have; and typed words are kept also when it loses the
    // focus in another way.
    const field = await page.locator("#note").elementHandle();
    await begin();
    await field.fill(edit.note);
    return page.keyboard.press("Tab");
  }
  await page.keyboard.press("a");
  await page.getByRole("dialog").getByRole("button", { name: `Mark ${edit.words.length}`, exact: true }).focus();
  return finish("Enter");
}

/** Waits until the page shows all marks that there should be. */
export const marksAre = (page, count) => page.waitForFunction(
  (count) => document.querySelectorAll(".text mark[data-glyph]").length === count, count);

/** Waits until everything is shown as saved. */
export const isSaved = (page) => page.locator(".saving-state[data-state=saved]").waitFor();

/**
 * Lets the page finish what the last event began; with `isArmed`, the next one is an edit. Gives the number
 * of edits that this page has heard of.
 */
const settle = (faults, isArmed = false) => faults.evaluate(async (faults, isArmed) => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => { setTimeout(next); });
  await new Promise((next) => { requestAnimationFrame(next); });
  faults.isArmed = isArmed;
  return faults.edits;
}, isArmed);

async function clicked(page, faults, word, clicks, check) {
  for (let tries = 0; ; tries += 1) {
    const place = await placeOf(page, word, tries > 0);
    check();
    if (place.isClear) {
      await page.mouse.click(place.x, place.y, { clickCount: clicks });
      return settle(faults);
    }
    if (tries === 5) throw new Error(`“${word.word}” is under ${place.under}`);
    await page.keyboard.press("Escape");
    await settle(faults);
  }
}

/** The middle of a word, as it is drawn; with `scrolls`, in the middle of the window if it can be. */
const placeOf = (page, word, scrolls) => page.evaluate(async ({ start, length, scrolls }) => {
  const pieces = [...document.querySelectorAll(".text [data-utf16]")];
  const piece = pieces.findLast((known) => Number(known.dataset.utf16) <= start);
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let at = Number(piece.dataset.utf16);
  let node = walker.nextNode();
  for (; at + node.length <= start; node = walker.nextNode()) at += node.length;
  if (scrolls) {
    node.parentElement.scrollIntoView({ block: "center" });
    await new Promise((next) => { requestAnimationFrame(next); });
  }
  const range = document.createRange();
  range.setStart(node, start - at);
  range.setEnd(node, Math.min(start - at + length, node.length));
  const { left, right, top, bottom } = range.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const under = document.elementFromPoint(x, y);
  return { x, y, isClear: Boolean(under?.closest(".text")), under: under?.outerHTML.slice(0, 80) };
}, { start: word.index, length: word.word.length, scrolls });
