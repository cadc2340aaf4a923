// An analyst at the page: a real mouse, a real keyboard, and eyes for what the page shows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { flags, launch, serve, watch } from "./support.mjs";

export { drop } from "./support.mjs";

/** Between two looks of [`eventually`] the page works on; after this long it is not going to. */
const PATIENCE_MS = 20_000;
/** For a browser to answer, on a busy machine. */
const START_MS = 60_000;
const viewport = { width: 1280, height: 800 };
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Files on a real event, which are not part of the repository: their paths, in order. */
export const articles = filesOf(join(root, "../shared/articles"));
/** For a test's `skip`: false where the articles are. */
export const withoutArticles = articles.length === 0 && "the folder ../shared/articles is not there";

function filesOf(folder) {
  return existsSync(folder) ? readdirSync(folder).sort().map((name) => join(folder, name)) : [];
}

let server, browser;

before(async () => {
  server = await serve();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** The address of the page, or of something below it. */
export const address = (path = "") => `${server.origin}/${path}`;

/**
 * A test on the page at `path`, in a browser that has never seen it. It fails at an error on the
 * page or its console, at a browser's own dialog and at a request to another host.
 */
export function onPage(name, { path = "", skip = false, ...options }, body) {
  test(name, { skip, timeout: 180_000 }, async () => {
    await inFreshProfile(options, async (context) => {
      const page = await visit(context, path);
      await body(page, context);
    });
  });
}

/** The same for a test that looks after its own pages. */
export async function inFreshProfile(options, body) {
  browser ??= await launch();
  const context = await browser.newContext({ acceptDownloads: true, viewport, serviceWorkers: "block", ...options });
  const faults = watchAll(context);
  try {
    await body(context);
    assert.deepEqual(faults.found(), []);
  } catch (error) {
    const more = faults.found().filter((fault) => !error.message.includes(fault));
    if (more.length > 0) error.message += `\nThe page said: ${more.join("\n")}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** What must not happen on any page of the context, as it happens. */
function watchAll(context) {
  const seen = [];
  context.on("page", (page) => {
    page.setDefaultTimeout(PATIENCE_MS);
    seen.push(watch(page, server.origin));
  });
  return { found: () => seen.flat() };
}

/** Opens the page and waits until it can be used. */
export async function visit(context, path = "") {
  const page = await context.newPage();
  // A browser that was not started for the tests alone has a window of its own size.
  if (!page.viewportSize()) await page.setViewportSize(viewport);
  await page.goto(address(path));
  await (path === "" ? shelfIsListed(page) : articleIsOpen(page));
  return page;
}

const shelfIsListed = (page) => page.locator("html[data-ready]").waitFor({ state: "attached" });

/** Waits until an article can be marked. */
export const articleIsOpen = (page) =>
  page.locator("html[data-ready=article]").waitFor({ state: "attached" });

/**
 * A browser with a profile of its own on disk, to be killed as a crash or a power cut would.
 * Its processes are a group of their own, so that nothing else is hit.
 */
export async function startBrowser(profile) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce(profile);
    } catch (error) {
      // Chromium now and then starts on a profile that was killed without ever answering.
      if (tries === 3) throw error;
    }
  }
}

async function startOnce(profile) {
  const child = spawn(
    process.env.STANDPOINT_CHROMIUM ?? chromium.executablePath(),
    ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, ...flags],
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const gone = new Promise((exited) => child.once("exit", exited));
  const endpoint = await new Promise((found, failed) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const match = /DevTools listening on (ws:\S+)/.exec(said);
      if (match) found(match[1]);
    });
    gone.then(() => failed(new Error(`the browser did not start: ${said}`)));
  });
  const stop = async () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
    await gone;
  };
  let connection;
  try {
    connection = await chromium.connectOverCDP(endpoint, { timeout: START_MS });
  } catch (error) {
    await stop();
    throw error;
  }
  const [context] = connection.contexts();
  const kill = async () => {
    await stop();
    await connection.close();
  };
  return { context, faults: watchAll(context), kill };
}

/** Runs `body` with an empty folder that is gone afterwards. */
export async function inEmptyFolder(body) {
  const folder = await mkdtemp(join(tmpdir(), "standpoint-"));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Reads until it is `expected`; shows the difference if that does not come. */
export async function eventually(read, expected) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await read();
    try {
      return assert.deepEqual(found, expected);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/** Lets the page finish what the last event began: its timers run in the order they were set. */
export function settled(page) {
  return page.evaluate(async () => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => { setTimeout(next); });
    await new Promise((next) => { requestAnimationFrame(next); });
  });
}

/** Chooses files with the browser's picker. */
export async function load(page, paths) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).first().click();
  await (await chooser).setFiles(paths);
}

/** Pastes a text as a new project's only article. */
export async function paste(page, text) {
  await page.getByRole("button", { name: "Paste text" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("textarea").fill(text);
  await dialog.getByRole("button", { name: "Add", exact: false }).last().click();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Dismiss" }).click();
}

/** Closes the report of a load, whose lines it gives back as "file: outcome". */
export async function reportOf(page) {
  const dialog = page.getByRole("dialog", { name: "What was loaded" });
  await dialog.waitFor();
  const lines = await dialog.getByRole("list", { name: "Files" }).getByRole("listitem").allInnerTexts();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  return lines;
}

/** Presses keys one after the other. */
export async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await settled(page);
  }
}

/** Types into what has the focus. */
export async function type(page, words) {
  await page.keyboard.type(words);
  await settled(page);
}

/** Selects words with the mouse: the button goes down on their first letter and up on their last. */
export async function dragOver(page, words, { nth = 0, backwards = false, holding = null } = {}) {
  const ends = await placeOf(page, words, nth);
  const [from, to] = backwards ? [ends.end, ends.start] : [ends.start, ends.end];
  if (holding) await page.keyboard.down(holding);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A hand passes places on its way; a press and a release in one frame may be no drag at all.
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  if (holding) await page.keyboard.up(holding);
  await settled(page);
}

/** Clicks in the middle of words. */
export async function clickOn(page, words, { nth = 0, clicks = 1 } = {}) {
  const { middle } = await placeOf(page, words, nth);
  await page.mouse.click(middle.x, middle.y, { clickCount: clicks });
  await settled(page);
}

/** Where words of the text are drawn, once they are in sight: "\n" is between two paragraphs. */
export async function placeOf(page, words, nth) {
  const found = await page.evaluate(async ({ words, nth }) => {
    const pieces = [...document.querySelectorAll(".text [data-utf16]")];
    const text = pieces.map((piece) => piece.textContent).join("\n");
    let at = -1;
    for (let count = 0; count <= nth; count += 1) {
      at = text.indexOf(words, at + 1);
      if (at < 0) return { fault: "is not in the text" };
    }
    const pieceAt = (at) => pieces.findLast((known) => Number(known.dataset.utf16) <= at);
    const rectOf = (from, to) => {
      const piece = pieceAt(from);
      const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let before = Number(piece.dataset.utf16);
      let hasStart = false;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!hasStart && from < before + node.length) {
          range.setStart(node, from - before);
          hasStart = true;
        }
        if (hasStart && to <= before + node.length) {
          range.setEnd(node, to - before);
          return range.getClientRects()[0];
        }
        before += node.length;
      }
      return null;
    };
    const clusters = [...new Intl.Segmenter().segment(words)].map(({ segment }) => segment);
    const first = { at, cluster: clusters[0] };
    const last = { at: at + words.length - clusters.at(-1).length, cluster: clusters.at(-1) };
    const middle = at + Math.floor(words.length / 2);
    const rects = () => [first, last].map(({ at, cluster }) => rectOf(at, at + cluster.length));
    const reader = document.querySelector(".reader");
    const view = reader.getBoundingClientRect();
    const isInSight = (rect) => rect.top > view.top + 70 && rect.bottom < view.bottom - 20;
    // Blocks out of sight have a guessed height until they are drawn.
    for (let tries = 0; tries < 5 && !rects().every(isInSight); tries += 1) {
      reader.scrollTop += rects()[0].top - view.top - view.height / 4;
      await new Promise((drawn) => { requestAnimationFrame(drawn); });
    }
    // On a busy machine the page draws a frame or two after the state has changed.
    const drawn = () => new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    });
    const places = () => JSON.stringify(rects());
    for (let tries = 0, before = ""; tries < 20 && before !== places(); tries += 1) {
      before = places();
      await drawn();
    }
    const [start, end] = rects();
    if (!isInSight(start) || !isInSight(end)) return { fault: "does not fit on the screen" };
    const script = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
    // A hand begins a number where the line comes from, if it goes on beyond the number.
    const isRightToLeft = ({ at, cluster }) => (/\p{L}/u.test(cluster)
      ? script.test(cluster)
      : script.test(words) && getComputedStyle(pieceAt(at)).direction === "rtl");
    const edge = (rect, left) => ({ x: left ? rect.left + 1 : rect.right - 1, y: (rect.top + rect.bottom) / 2 });
    const inside = rectOf(middle, middle + 1) ?? start;
    const found = {
      start: edge(start, !isRightToLeft(first)),
      end: edge(end, isRightToLeft(last)),
      middle: { x: (inside.left + inside.right) / 2, y: (inside.top + inside.bottom) / 2 },
    };
    const hidden = Object.values(found).some(({ x, y }) => !document.elementFromPoint(x, y)?.closest(".text"));
    return hidden ? { fault: "is under something" } : found;
  }, { words, nth });
  assert.equal(found.fault, undefined, `“${words}” ${found.fault}`);
  return found;
}

/** What is selected, as the browser shows it. */
export const selected = (page) => page.evaluate(() => {
  const selection = getSelection();
  const isInText = selection.anchorNode && document.querySelector(".text")?.contains(selection.anchorNode);
  return isInText ? selection.toString() : "";
});

/**
 * The marks as they are drawn: `[PER:Carney]`, in the order of the text, one entry for each stretch
 * of overlapping ones.
 */
export const marksShown = (page) => page.evaluate(() => {
  const shown = [];
  let line = "";
  let open = 0;
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (open > 0) line += node.data;
      return;
    }
    const isMark = node.localName === "mark";
    if (isMark && "glyph" in node.dataset) {
      line += `[${node.dataset.glyph}:`;
      open += 1;
    }
    for (const child of node.childNodes) walk(child);
    if (isMark && "ends" in node.dataset) {
      line += "]";
      open -= 1;
    }
    if (open === 0 && line) {
      shown.push(line);
      line = "";
    }
  };
  for (const piece of document.querySelectorAll(".text [data-utf16]")) {
    if (open > 0) line += "\n";
    walk(piece);
  }
  return shown;
});

/** The words of the mark in focus; of a discontinuous one, with " … " between. */
export const focusedMark = (page) =>
  page.locator(".text mark[data-focused]").allTextContents().then((words) => words.join(" … "));

/** The lines of the ledger. */
export const ledger = (page) => page.locator(".ledger-row").evaluateAll((rows) =>
  rows.map((row) => [".glyph", ".title", ".about"].map((part) => row.querySelector(part).textContent)
    .filter(Boolean).join(" ")));

/** The titles of the listed articles. */
export const articleTitles = (page) => page.locator(".article-row .title").allTextContents();

/** Opens the article whose title begins so. */
export async function openArticle(page, title) {
  await page.locator(".article-row", { hasText: title }).first().click();
  await eventually(async () => (await openTitle(page)).includes(title), true);
}

/** The headline above the open text. */
export const openTitle = (page) => page.locator(".article-head h2").textContent();

/** The id of what has the keyboard's focus, or else its class or name. */
export const focus = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element.id || element.className || element.localName;
});

/** Waits until the page says that everything is in the database. */
export async function saved(page) {
  await settled(page);
  await page.locator(".saving-state[data-state=saved]").waitFor();
}

/** What the browser hands over when `act` is done: its name and bytes. */
export async function downloadOf(page, act) {
  const download = page.waitForEvent("download");
  await act();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Saves the project as a file. */
export const saveProject = (page) => downloadOf(page, () => page.keyboard.press("Control+s"));

/** One of the files of the dialog “Save and export”. */
export const exported = (page, name) => downloadOf(page, async () => {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
});

/** The project as its file says it. */
export const savedJson = async (page) => JSON.parse((await saveProject(page)).bytes);

/** Every range below a part of a project's file. */
export function rangesIn(value) {
  if (value === null || typeof value !== "object") return [];
  return "start" in value && "quote" in value ? [value] : Object.values(value).flatMap(rangesIn);
}

/** Marks words: by mouse, and the label's key. */
export async function mark(page, words, key, how) {
  await dragOver(page, words, how);
  await press(page, key);
}

/** Puts a name into a field that offers names, and takes the offer with this text. */
export async function pick(page, field, name, offer = name) {
  await page.locator(`#${field}`).click();
  await page.locator(`#${field}`).fill(name);
  await page.locator(`#${field}-offers [role=option]`, { hasText: offer }).first().click();
  await settled(page);
}

/** Writes a note on the record in focus. */
export async function note(page, words) {
  await page.locator("#note").fill(words);
  await page.locator("#note").blur();
  await settled(page);
}

/** Clicks the button of that name. */
export async function push(page, name, exact = true) {
  await page.getByRole("button", { name, exact }).first().click();
  await settled(page);
}

/**
 * A project without its clock, and the version that a file with one has. It goes on when something is undone, so that merging it with another
 * state knows what was done last; all else comes back as it was.
 */
export function unclocked(project) {
  const { clock, version, ...rest } = project;
  return JSON.parse(JSON.stringify(rest, (key, value) => (key === "revision" ? undefined : value)));
}

/** Pushes the button until it says that there is no more; how often that was. */
export async function pushOut(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  let times = 0;
  for (; await button.isEnabled(); times += 1) {
    await button.click();
    await settled(page);
  }
  return times;
}
