// A copy of the project in a folder on the disk, a file for each article.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { articleIsOpen, drop, eventually, inEmptyFolder, inFreshProfile, paste, savedJson, saveProject, unclocked, visit } from "./analyst.mjs";
import { banner, mark, say, settingsSay, standIn } from "./disk.mjs";

/// A test on the sample, which has been worked on, with a disk.
const onSample = (name, body) => test(name, { timeout: 180_000 }, () => inFreshProfile({}, async (context) => {
  await context.addInitScript(standIn);
  const page = await visit(context, "#/sample");
  await mark(page, "3");
  await body(page);
}));

async function bind(page) {
  await page.locator(".text").focus();
  await page.keyboard.press("Control+Shift+f");
  await page.waitForFunction(() => window.picked.length > 0);
}

const onDisk = (page) => page.evaluate(() => window.allOnDisk("report"));
const toDisk = (page, path, text) => page.evaluate(([path, text]) => window.toDisk(path, text), [`report/${path}`, text]);

/// Waits until all is written, and gives what is there.
async function written(page) {
  // The state is on the screen, in the dialog, as it changes.
  await settingsSay(page, "the folder report: all is in it");
  return onDisk(page);
}

/// The paths of the files that differ.
const changed = (before, after) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path]).sort();

/// The project that another browser makes of the files when their folder is dropped.
const opened = (files) => inEmptyFolder(async (folder) => {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, "report", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  let project;
  await inFreshProfile({}, async (context) => {
    const page = await visit(context);
    await drop(page, [join(folder, "report")]);
    await articleIsOpen(page);
    project = unclocked(await savedJson(page));
  });
  return project;
});

onSample("a change is written to its article’s file and no other, also after a reload", async (page) => {
  await bind(page);
  const first = await written(page);
  const articles = Object.keys(first).filter((path) => path.startsWith("articles/"));
  assert.deepEqual(Object.keys(first).sort(), [...articles, "entities.json", "project.json"].sort());
  assert.equal(articles.length, await page.locator(".article-row").count());
  assert.deepEqual(await opened(first), unclocked(await savedJson(page)));

  const times = () => page.evaluate(async (paths) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("report");
    const articles = await root.getDirectoryHandle("articles");
    const found = {};
    for (const path of paths) {
      const [folder, name] = path.includes("/") ? [articles, path.split("/")[1]] : [root, path];
      found[path] = (await (await folder.getFileHandle(name)).getFile()).lastModified;
    }
    return found;
  }, Object.keys(first));
  const before = await times();
  await mark(page);
  const second = await written(page);
  const [article, ...others] = changed(first, second);
  assert.match(article, /^articles\//);
  assert.deepEqual(others, []);
  assert.deepEqual(changed(before, await times()), [article]);

  await page.reload();
  await articleIsOpen(page);
  assert.deepEqual(changed(second, await written(page)), []);
  await mark(page, "2");
  const third = await written(page);
  assert.deepEqual(changed(second, third), [article]);
  assert.equal(await banner(page).count(), 0);
  assert.deepEqual(await opened(third), unclocked(await savedJson(page)));
});

onSample("the file of a new article comes, and goes with it", async (page) => {
  await bind(page);
  const first = await written(page);
  await page.getByRole("button", { name: "Add articles" }).click();
  await paste(page, "Ada met Carl in Norwick.");
  const second = await written(page);
  const [added] = changed(first, second);
  assert.match(added, /^articles\//);
  assert.match(second[added], /Ada met Carl in Norwick/);
  await page.locator(".text").focus();
  await page.keyboard.press("Control+z");
  const third = await written(page);
  assert.equal(third[added], undefined);
  assert.deepEqual(await opened(third), unclocked(await savedJson(page)));
});

onSample("files that someone else has changed or added are compared and merged, not written over", async (page) => {
  await bind(page);
  const first = await written(page);
  // A colleague's change, and an article of theirs, as version control brings them.
  const [path, other] = Object.keys(first).filter((path) => path.startsWith("articles/"));
  const theirs = JSON.parse(first[path]);
  theirs.article.outlet = "Theirs";
  theirs.changed = { [`/articles/${theirs.id}`]: 99 };
  await toDisk(page, path, JSON.stringify(theirs));
  const copy = first[other].replaceAll(JSON.parse(first[other]).id, "a-of-theirs").replace(/"title": "[^"]*"/, '"title": "An article of theirs"');
  await toDisk(page, "articles/a-of-theirs.json", copy);
  const changedThere = await onDisk(page);
  await mark(page);
  await banner(page).getByText("Files in it are not as Standpoint last wrote them").waitFor();
  assert.deepEqual(await onDisk(page), changedThere);
  await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: /Another state of a project/ });
  await dialog.getByText("An article of theirs").waitFor();
  await dialog.getByRole("button", { name: "Merge" }).press("Enter");
  const merged = await written(page);
  await banner(page).waitFor({ state: "detached" });
  assert.match(merged[path], /"outlet": "Theirs"/);
  assert.match(merged["articles/a-of-theirs.json"], /An article of theirs/);
  assert.deepEqual(await opened(merged), unclocked(await savedJson(page)));
});

onSample("a conflict that git has left, and a file that is gone, stop the writing and are said", async (page) => {
  await bind(page);
  const first = await written(page);
  // That of the article that is open.
  const [path] = Object.keys(first).filter((path) => path.startsWith("articles/")).sort();
  await toDisk(page, path, `<<<<<<< HEAD\n${first[path]}`);
  await mark(page);
  await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
  await page.getByRole("alert").getByText(/report cannot be compared: articles\/.*, line 1.*found a conflict that git has left/).waitFor();
  assert.deepEqual(changed(first, await onDisk(page)), [path]);
  await toDisk(page, path, first[path]);
  await page.evaluate(() => window.offDisk("report/entities.json"));
  await mark(page, "2");
  await banner(page).getByText("Files in it are not as Standpoint last wrote them").waitFor();
  assert.deepEqual(changed(first, await onDisk(page)), ["entities.json"]);
  await toDisk(page, "entities.json", first["entities.json"]);
  await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
  await page.getByRole("dialog", { name: /Another state of a project/ }).getByRole("button", { name: "Merge" }).press("Enter");
  assert.deepEqual(changed(first, await written(page)), [path]);
});

onSample("a disk that is full after one file is said, and a reload in between knows what it has written", async (page) => {
  await bind(page);
  const first = await written(page);
  await page.evaluate(() => { window.written = 0; });
  await say(page, "disk", "nearly full");
  // Two files: another name of the project, and a mark.
  await mark(page);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByLabel("Name of the project").fill("Renamed");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await banner(page).getByText("report: not written. The disk is full.").waitFor();
  const half = await onDisk(page);
  assert.equal(changed(first, half).length, 1);
  await page.reload();
  await articleIsOpen(page);
  await banner(page).getByText("The disk is full.").waitFor({ state: "detached" });
  await say(page, "disk", "free");
  await mark(page, "2");
  const whole = await written(page);
  assert.equal(changed(first, whole).length, 2);
  assert.deepEqual(await opened(whole), unclocked(await savedJson(page)));
});

onSample("what someone writes while the folder is being written is not written over", async (page) => {
  await page.evaluate(() => {
    window.meanwhile = () => window.toDisk("report/articles/a-00003-ded2f9140d32.json", "theirs");
  });
  await bind(page);
  await banner(page).getByText("Files in it are not as Standpoint last wrote them").waitFor();
  const files = await onDisk(page);
  assert.equal(files["articles/a-00003-ded2f9140d32.json"], "theirs");
  assert.equal(Object.keys(files).length, 6);
  await page.evaluate(() => window.offDisk("report/articles/a-00003-ded2f9140d32.json"));
  await mark(page, "2");
  const whole = await written(page);
  assert.deepEqual(await opened(whole), unclocked(await savedJson(page)));
});

onSample("a folder that holds something else is left alone, one that holds this project is taken", async (page) => {
  const other = '{"name":"a program of someone else’s"}';
  await toDisk(page, "project.json", other);
  await toDisk(page, "notes.txt", "mine");
  await bind(page);
  await banner(page).getByText("Files in it are not as Standpoint last wrote them").waitFor();
  assert.deepEqual(await onDisk(page), { "project.json": other, "notes.txt": "mine" });
  await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
  await page.getByRole("alert").getByText(/report cannot be compared: project\.json.*Keep the copy in another folder/).waitFor();
  await page.evaluate(() => window.offDisk("report/project.json"));
  await banner(page).getByRole("button", { name: "Choose another folder…" }).press("Enter");
  const first = await written(page);
  assert.equal(first["notes.txt"], "mine");
  // Bound anew, to a folder that is as the project is.
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Stop the copy" }).press("Enter");
  await page.keyboard.press("Escape");
  await bind(page);
  assert.deepEqual(await written(page), first);
  assert.equal(await banner(page).count(), 0);
});

/// What the sample comes to when it has been worked on, dropped on a fresh page from a real disk with the same
/// files on the page's own.
const onDropped = (name, path, filesOf, body) => test(name, { timeout: 180_000 }, async () => {
  let files;
  await inFreshProfile({}, async (context) => {
    await context.addInitScript(standIn);
    const page = await visit(context, "#/sample");
    await mark(page, "3");
    files = await filesOf(page);
  });
  await inEmptyFolder((folder) => inFreshProfile({}, async (context) => {
    await context.addInitScript(standIn);
    const page = await visit(context);
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      await page.evaluate(([path, text]) => window.toDisk(path, text), [path, text]);
    }
    await drop(page, [join(folder, path)]);
    await articleIsOpen(page);
    await body(page, files);
  }));
});

onDropped("a dropped project file is kept up to date once that is wanted", "mine.json",
  async (page) => ({ "mine.json": (await saveProject(page)).bytes.toString("utf8") }),
  async (page, files) => {
    const onDisk = () => page.evaluate(() => window.onDisk("mine.json"));
    await banner(page).getByText("Opened from the file mine.json.").waitFor();
    await mark(page, "1");
    assert.equal(await onDisk(), files["mine.json"]);
    await banner(page).getByRole("button", { name: "Keep it up to date" }).press("Enter");
    await banner(page).waitFor({ state: "detached" });
    await settingsSay(page, "mine.json: all is in it");
    await eventually(async () => unclocked(JSON.parse(await onDisk())), unclocked(await savedJson(page)));
    await page.reload();
    await articleIsOpen(page);
    await mark(page, "2");
    await settingsSay(page, "mine.json: all is in it");
    await eventually(async () => unclocked(JSON.parse(await onDisk())), unclocked(await savedJson(page)));
  });

onDropped("a dropped folder that someone has changed before it is to be kept up to date is compared", "report",
  async (page) => {
    await bind(page);
    return Object.fromEntries(Object.entries(await written(page)).map(([path, text]) => [`report/${path}`, text]));
  },
  async (page, files) => {
    await banner(page).getByText("Opened from the folder report.").waitFor();
    const first = await onDisk(page);
    await toDisk(page, "entities.json", `${first["entities.json"]}\n`);
    await mark(page, "1");
    await banner(page).getByRole("button", { name: "Keep it up to date" }).press("Enter");
    await banner(page).getByText("Files in it are not as Standpoint last wrote them").waitFor();
    assert.deepEqual(changed(first, await onDisk(page)), ["entities.json"]);
    await banner(page).getByRole("button", { name: "Compare and merge…" }).press("Enter");
    await page.getByRole("dialog", { name: /Another state of a project/ }).getByRole("button", { name: "Merge" }).press("Enter");
    const merged = await written(page);
    assert.deepEqual(await opened(merged), unclocked(await savedJson(page)));
    assert.equal(Object.keys(merged).length, Object.keys(files).length);
  });

onDropped("a dropped file that is to be left is left", "mine.json",
  async (page) => ({ "mine.json": (await saveProject(page)).bytes.toString("utf8") }),
  async (page, files) => {
    await banner(page).getByRole("button", { name: "Leave it" }).press("Enter");
    await banner(page).waitFor({ state: "detached" });
    await mark(page, "1");
    await page.reload();
    await articleIsOpen(page);
    assert.equal(await banner(page).count(), 0);
    await settingsSay(page, "The project is then written to that file as well");
    assert.equal(await page.evaluate(() => window.onDisk("mine.json")), files["mine.json"]);
  });
