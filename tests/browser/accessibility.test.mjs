// Every screen by axe's rules, in both themes, wide and narrow; and by the keyboard alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { projectOf } from "../../bench/project-file.mjs";
import { corpus } from "../../bench/texts.mjs";
import { build, host, kept, look, offer } from "./builds.mjs";
import { drop, folder, launch, open, serve, tool } from "./support.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const manifest = JSON.stringify({ format: "standpoint-corpus", version: "1.0", title: "None", articles: [] });

let server, other, browser;

before(async () => {
  server = await serve();
  other = await serve({ "/corpus.json": manifest });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await other?.close();
});

/// Checks the page as it stands, under both themes.
async function check(page, screen, themes = ["light", "dark"]) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations, passes } = await page.evaluate(async () => {
      await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
      return window.axe.run(document, { resultTypes: ["violations"] });
    });
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${screen}, ${colorScheme}: ${id}\n${html}\n${failureSummary}`));
    assert.ok(passes.length > 5, screen);
    assert.deepEqual(found, [], found.join("\n\n"));
  }
}

const pane = async (page, name) => {
  const tab = page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name });
  if (await tab.isVisible()) await tab.click();
};
const close = (page, dialog) => dialog.getByRole("button", { name: "Close", exact: true }).first().click();

for (const [width, height] of [[1440, 900], [390, 844]]) {
  const viewport = { width, height };
  const size = `${width}×${height}`;

  test(`axe finds nothing on the start screen and an empty project at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    await check(page, "start");
    await page.getByRole("button", { name: "Paste text" }).click();
    await page.getByRole("dialog", { name: "Paste text" }).waitFor();
    await check(page, "paste");
    await page.getByRole("button", { name: "Add the article" }).click();
    await page.getByText("There is no text yet.").waitFor();
    await check(page, "paste, refused");
    await close(page, page.getByRole("dialog"));
    await page.getByRole("button", { name: "New empty project" }).click();
    await page.getByText("No articles yet.").waitFor();
    await page.getByRole("button", { name: "Set up the codebook" }).click();
    await close(page, page.getByRole("dialog", { name: "Codebook" }));
    await check(page, "empty project");
    await page.getByRole("button", { name: "Add articles" }).click();
    await page.getByRole("button", { name: "Choose files" }).waitFor();
    await check(page, "menu");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Close the project" }).click();
    await page.locator(".shelf-open").waitFor();
    await check(page, "start with a project");
    await page.getByRole("button", { name: "Delete the project My project" }).click();
    await page.getByRole("dialog", { name: "Delete this project?" }).waitFor();
    await check(page, "delete a project");
  });

  test(`axe finds nothing on the offer of a newer version at ${size}`, async (t) => {
    const server = await host(await build("one"));
    t.after(() => server.close());
    const page = await open(t, browser, server.origin, { viewport, address: server.address, serviceWorkers: "allow" });
    await kept(page);
    server.show(await build("two"));
    await look(page);
    await offer(page).waitFor();
    await check(page, "a newer version, start");
    await page.getByRole("button", { name: "Open the sample" }).click();
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await check(page, "a newer version, article");
  });

  test(`axe finds nothing on the copy in a file or folder at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, {
      viewport, address: "/#/sample", prepare: (page) => page.addInitScript(() => {
        window.showSaveFilePicker = async () => (await navigator.storage.getDirectory()).getFileHandle("a.json", { create: true });
        window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("a-folder", { create: true });
        FileSystemHandle.prototype.queryPermission = async () => "prompt";
      }),
    });
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("Control+Shift+s");
    await page.locator("#file-copy").getByText("a.json: paused").waitFor();
    await check(page, "a copy that is paused");
    await tool(page, "Settings");
    await page.locator("#settings-file-copy").getByText("a.json: paused").waitFor();
    await check(page, "settings with a copy");
    await page.getByRole("button", { name: "Keep it in another folder…" }).press("Enter");
    await page.locator("#settings-file-copy").getByText("the folder a-folder: paused").waitFor();
    await check(page, "settings with a copy in a folder");
    await page.keyboard.press("Escape");
    await page.evaluate(() => { FileSystemHandle.prototype.requestPermission = async () => "denied"; });
    await page.getByRole("button", { name: "Continue" }).press("Enter");
    await page.locator("#file-copy.is-error").getByText("does not allow it").waitFor();
    await check(page, "a copy that is not written");
  });

  test(`axe finds nothing on the sample with marks, and its dialogs, at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    await page.getByRole("button", { name: "Open the sample" }).click();
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("Control+Home");
    await check(page, "article");
    await page.keyboard.press("e");
    await page.locator(".chooser").waitFor();
    await check(page, "chooser");
    await page.keyboard.press("1");
    await page.locator(".text mark").first().waitFor();
    await page.keyboard.press("Control+ArrowRight");
    await page.keyboard.press("Control+Shift+ArrowRight");
    await page.keyboard.press("2");
    await pane(page, "Marked");
    await page.locator(".ledger-row").nth(1).waitFor();
    await check(page, "marks");
    await page.locator(".ledger-row").first().click();
    await page.getByLabel("Note").first().waitFor();
    await check(page, "a mark's details");
    await page.keyboard.press("Escape");
    await page.locator("body").press("s");
    await page.getByRole("region", { name: "New stance" }).waitFor();
    await check(page, "stance form");
    await page.locator("#slot-holder").fill("a");
    await page.locator("[role=option]").first().waitFor();
    await check(page, "stance form with offers");
    await page.locator("#slot-holder").fill("");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await pane(page, "Articles");
    await page.getByRole("searchbox").fill("no such article");
    await page.getByText("No article fits the filter.").waitFor();
    await check(page, "filter without a hit");
    await page.getByRole("searchbox").fill("");
    await page.locator(".article-row").first().click();
    await pane(page, "Text");

    await page.locator("body").press("B");
    const codebook = page.getByRole("dialog", { name: "Codebook" });
    for (const section of await codebook.getByRole("tab").all()) {
      await section.click();
      const name = await section.textContent();
      if (/Issues|Attributes/.test(name)) {
        for (const thing of ["Security", "Security", "Trade"]) {
          await codebook.getByLabel(/^A further (issue|attribute)$/).fill(thing);
          await page.keyboard.press("Enter");
        }
      }
      if (name === "Entity types") await codebook.getByRole("button", { name: "Remove: Topic" }).click();
      await check(page, `codebook, ${name}`);
    }
    await page.keyboard.press("Escape");
    await check(page, "leaving the codebook");
    await page.getByRole("button", { name: "Go on editing" }).click();
    for (const section of ["Issues", "Attributes"]) {
      await codebook.getByRole("tab", { name: section }).click();
      for (const again of section === "Issues" ? [1] : [1, 2, 3]) {
        await codebook.getByRole("button", { name: /^Remove: (Security|Trade)/ }).first().click();
        assert.ok(again);
      }
    }
    await codebook.getByRole("button", { name: "Apply…" }).click();
    await check(page, "what the codebook changes");
    await page.keyboard.press("Escape");
    await codebook.waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Discard the changes" }).click();

    for (const [button, name] of [
      ["Export", "Save and export"], ["History", "History"], ["Text and colours", "Text and colours"], ["Settings", "Settings"], ["Keys", "Keys"], ["Details", "About this article"],
    ]) {
      if (button === "History") await page.keyboard.press("Shift+H");
      else await tool(page, button);
      const dialog = page.getByRole("dialog", { name });
      await dialog.waitFor();
      await check(page, name);
      if (button === "Details") {
        await dialog.getByRole("button", { name: "Remove the article" }).click();
        await page.getByRole("dialog", { name: "Remove this article?" }).waitFor();
        await check(page, "remove an article");
        await page.getByRole("button", { name: "Cancel" }).click();
      } else if (button === "Settings") {
        for (const box of await dialog.getByRole("checkbox").all()) if (!await box.isChecked()) await box.check();
        await check(page, "settings with all fields");
        await close(page, dialog);
        await page.locator("body").press("s");
        await page.getByRole("region", { name: "New stance" }).waitFor();
        await check(page, "stance form with all fields");
        await page.getByRole("button", { name: /^Discard/ }).click();
      } else {
        if (button === "Keys") {
          await dialog.getByRole("button", { name: "Change keys" }).click();
          await dialog.getByRole("button", { name: "Change s for stance from the selection" }).click();
          await page.keyboard.press("1");
          await dialog.getByRole("button", { name: "Change o for write a note" }).click();
          await page.keyboard.press("m");
          await check(page, "keys being changed");
        }
        await close(page, dialog);
      }
    }
  });

  test(`axe finds nothing on gaps, the codebook's questions and the header's menu at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const project = JSON.parse(await readFile(gold));
    const asked = { required: true, on: ["mention", "stance", "article"], guideline: "As it sounds." };
    project.version = "1.1";
    project.codebook.rules = ["mention_entity", "stance_cue"];
    project.codebook.attributes = [
      { id: "tone", label: "Tone", kind: "choice", choices: ["Warm", "Wary", "Icy"].map((label) => ({ id: label.toLowerCase(), label })), ...asked },
      { id: "region", label: "Region", kind: "choice", choices: Array.from({ length: 12 }, (_, n) => ({ id: `r${n}`, label: `Region ${n}` })), ...asked },
      { id: "weight", label: "Weight", kind: "number", ...asked },
    ];
    await drop(page, join(await folder(t, { "asked.standpoint.json": JSON.stringify(project) }), "asked.standpoint.json"));
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".ledger-head").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("u");
    const gaps = page.getByRole("dialog", { name: "Gaps" });
    await gaps.getByRole("option").first().waitFor();
    await check(page, "all gaps");
    await gaps.getByRole("button", { name: "By what is lacking" }).click();
    await gaps.getByRole("combobox").fill("stance of nobody");
    await check(page, "no gap fits the filter");
    await gaps.getByRole("combobox").fill("");
    await gaps.getByRole("button", { name: /^“Region”/ }).click();
    await gaps.getByRole("option", { name: /·/ }).first().click();
    await page.locator("#attribute-1-1:focus").waitFor();
    await page.locator("#attribute-1-1-offers [role=option]").first().waitFor();
    await check(page, "a stance's questions");
    await page.keyboard.press("Escape");
    if (width < 800) {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menu").waitFor();
      await check(page, "menu of the header");
    }
  });

  test(`axe finds nothing on a list of names and on folded groups at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const list = "name,type,aliases\nAda,person,Ada L.\nIlena Tarvo,organisation,\nLinz,boat,\n";
    const made = await folder(t, { "names.csv": list });
    await drop(page, gold);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".ledger-head").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("Shift+E");
    await page.getByLabel("List of entities").setInputFiles(join(made, "names.csv"));
    const dialog = page.getByRole("dialog", { name: "Entities from a file" });
    await dialog.getByText("conflict", { exact: true }).waitFor();
    await dialog.getByText("Remarks on names.csv: 1").click();
    await check(page, "a list of names");
    await page.keyboard.press("Escape");
    await page.locator(".text, .registry-list").first().waitFor();
    await page.keyboard.press("w");
    await page.getByLabel("Rows").selectOption({ label: "By kind" });
    await page.locator(".matrix tbody .matrix-fold").first().waitFor();
    await page.getByLabel("Columns").selectOption({ label: "By kind" });
    await page.locator(".matrix thead .matrix-fold").first().waitFor();
    await check(page, "groups of the matrix");
    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    await check(page, "folded groups of the matrix");
  });

  test(`axe finds nothing on two articles side by side at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    await page.getByRole("button", { name: "Open the sample" }).click();
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Compare" }).click();
    const dialog = page.getByRole("dialog", { name: "Compare with another article" });
    await dialog.waitFor();
    await check(page, "articles to compare with");
    await dialog.getByRole("searchbox").fill("no such article");
    await dialog.getByText("No article fits the filter.").waitFor();
    await check(page, "no article to compare with");
    await dialog.getByRole("searchbox").fill("");
    await dialog.locator(".candidate").first().click();
    await page.getByRole("region", { name: "Article beside" }).waitFor();
    await check(page, "comparison");
    await page.getByRole("button", { name: "Next shared passage" }).click();
    await page.getByRole("button", { name: "Next difference" }).click();
    await check(page, "a difference");
  });

  test(`axe finds nothing on the picture of all articles at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const picker = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await picker).setFiles(gold);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Who stands where", exact: true }).click();
    for (const name of ["Matrix", "Network", "Timeline", "Outlets", "Stances", "Entities"]) {
      await page.getByRole("group", { name: "Picture" }).getByRole("button", { name, exact: true }).click();
      if (name === "Matrix") await page.locator("[data-cell]").first().click();
      await check(page, `picture, ${name}`);
    }
  });

  test(`axe finds nothing on the field for everything at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    await page.getByRole("button", { name: "Open the sample" }).click();
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("Control+k");
    await page.locator(".palette-row").first().waitFor();
    await check(page, "do or go to");
    await page.keyboard.type("mark");
    await page.getByRole("option", { name: /^the mark’s end/ }).first().waitFor();
    await check(page, "do or go to, some not now");
    await page.keyboard.type("zzz");
    await page.getByText("Nothing fits.").waitFor();
    await check(page, "do or go to, nothing");
  });

  test(`axe finds nothing on the registry of entities at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const picker = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await picker).setFiles(gold);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("Control+ArrowDown");
    for (const key of ["e", "1", "Shift+E"]) await page.keyboard.press(key);
    await page.getByRole("button", { name: "Mentions", exact: true }).click();
    await page.getByRole("option", { name: /Ilena Tarvo/ }).click();
    await page.locator(".registry-place").first().waitFor();
    await check(page, "entities");
    await page.getByRole("checkbox", { name: "Tick this mention" }).first().check();
    await page.locator("#registry-list").focus();
    for (const key of ["x", "ArrowDown"]) await page.keyboard.press(key);
    for (const [key, name] of [["m", "Merge entities"], ["t", "Give another type"], ["Delete", "Delete entities"]]) {
      await page.locator("#registry-list").focus();
      await page.keyboard.press(key);
      await page.getByRole("dialog", { name }).waitFor();
      await check(page, name);
      await page.getByRole("button", { name: "Cancel" }).click();
    }
    await page.locator("#registry-list").focus();
    await page.keyboard.press("ArrowUp");
    await page.getByRole("checkbox", { name: "Tick this mention" }).first().check();
    await page.getByRole("button", { name: /^Split/ }).click();
    await page.getByRole("dialog", { name: "Split an entity" }).waitFor();
    await check(page, "Split an entity");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: /^Unlinked mentions/ }).click();
    await page.getByRole("region", { name: "Words in focus" }).waitFor();
    await check(page, "unlinked mentions");
  });

  test(`axe finds nothing on an export's choices and an import's preview at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const rows = "ID\tTarget\tTweet\tStance\n1\tTaxes\tThey must fall.\tFAVOR\n2\tTaxes\tNo.\tmaybe\n";
    const tasks = JSON.stringify([{ data: { text: "💩💩 Ada met Carl." }, annotations: [{ result: [{
      id: "a", type: "labels", from_name: "l", to_name: "t", value: { start: 5, end: 8, labels: ["villain"] },
    }] }] }]);
    const files = await folder(t, { "train.tsv": rows, "tasks.json": tasks });
    await drop(page, join(files, "train.tsv"));
    const preview = page.getByRole("dialog", { name: "Import annotations" });
    await preview.getByText("2 new articles").waitFor();
    await check(page, "what would come in, with a problem");
    await preview.getByRole("button", { name: "Import", exact: true }).click();
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await drop(page, join(files, "tasks.json"));
    await preview.getByText("1 new article").waitFor();
    await check(page, "an import that asks for the unit and a label");
    await preview.getByRole("button", { name: "Cancel" }).click();
    await tool(page, "Export");
    const dialog = page.getByRole("dialog", { name: "Save and export" });
    await dialog.getByRole("radio", { name: /^CSV Tables/ }).check();
    await dialog.getByLabel("One example is").selectOption("a sentence");
    await dialog.getByLabel("Divided into parts").check();
    await dialog.getByLabel("Parts", { exact: true }).fill("train");
    await page.keyboard.press("Tab");
    await dialog.getByRole("alert").waitFor();
    await check(page, "a dataset with shares that cannot be read");
    await dialog.getByRole("radio", { name: /^SemEval-2016/ }).check();
    await dialog.getByText("cannot hold:").waitFor();
    await check(page, "what a format cannot hold");
  });

  test(`axe finds nothing on suggestions at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const project = JSON.parse(await readFile(gold, "utf8"));
    for (const layer of Object.values(project.layers)) {
      for (const record of Object.values({ ...layer["annotator-1"].mentions, ...layer["annotator-1"].stances })) {
        Object.assign(record.provenance, { origin: "rule", decision: "pending" });
      }
    }
    const picker = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await picker).setFiles({ name: "a.standpoint.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(project)) });
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    for (const key of ["y", "r", "y"]) await page.keyboard.press(key);
    await pane(page, "Marked");
    await page.getByRole("button", { name: /^Accept visible/ }).waitFor();
    await check(page, "suggestions");
    await page.getByRole("button", { name: "Accept all…" }).click();
    await page.getByRole("dialog", { name: "Accept all suggestions" }).waitFor();
    await check(page, "all suggestions");
  });

  test(`axe finds nothing on the progress at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const picker = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await picker).setFiles(gold);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("h");
    await page.locator(".progress-row").first().waitFor();
    await check(page, "progress");
  });

  test(`axe finds nothing on the search over the project at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const picker = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await picker).setFiles(gold);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    await page.keyboard.press("F");
    await page.getByRole("combobox", { name: "Search over the project" }).waitFor();
    await check(page, "search, nothing asked");
    await page.keyboard.type("guarantees");
    await page.locator(".search-row mark").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await check(page, "search");
    await page.getByRole("combobox", { name: "In", exact: true }).selectOption("marks");
    await page.locator(".search-row .soft").nth(1).waitFor();
    await check(page, "search, marks");
    await page.getByRole("button", { name: "Regular expression" }).click();
    await page.getByRole("combobox", { name: "Search over the project" }).fill("(");
    await page.getByRole("alert").getByText("unclosed group").waitFor();
    await check(page, "search, no pattern");
  });

  test(`axe finds nothing on an import at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    const text = "💩💩 Ada met Carl.";
    const lines = [{ text, label: [[5, 8, "villain"], [90, 91, "person"]] }];
    const files = await folder(t, { "lines.jsonl": JSON.stringify(lines[0]), "notes.xyz": "?" });
    await tool(page, "Import annotations");
    await check(page, "import, nothing chosen");
    const choose = async (name) => {
      const picker = page.waitForEvent("filechooser");
      await page.getByRole("dialog").getByRole("button", { name: "Choose files" }).click();
      await (await picker).setFiles(join(files, name));
    };
    await choose("notes.xyz");
    await page.getByRole("alert").getByText("expected files of").waitFor();
    await check(page, "import, refused");
    await choose("lines.jsonl");
    await page.getByText("What do positions count?").waitFor();
    await check(page, "import, a question");
  });

  test(`axe finds nothing on all places of some words at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    await page.getByRole("button", { name: "Open the sample" }).click();
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.locator(".text").focus();
    for (const key of ["Control+Home", "Control+Shift+ArrowRight", "1", "a"]) await page.keyboard.press(key);
    await page.getByRole("dialog", { name: /^All “/ }).waitFor();
    await page.getByRole("checkbox", { name: "In all articles" }).check();
    await check(page, "all places of some words");
  });

  test(`axe finds nothing where two states of a project come together at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport });
    await drop(page, gold);
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    const project = JSON.parse(await readFile(gold, "utf8"));
    project.name = "Elsewhere";
    const mentions = Object.values(project.layers).flatMap((layer) => Object.values(layer)).flatMap((layer) => Object.entries(layer.mentions ?? {}).map((entry) => [layer, ...entry]));
    for (const [, , mention] of mentions) mention.note = "Zoë’s note";
    const [[layer, id]] = mentions;
    delete layer.mentions[id];
    await drop(page, join(await folder(t, { "elsewhere.json": JSON.stringify(project) }), "elsewhere.json"));
    const question = page.getByRole("dialog", { name: "Another state of a project that is here" });
    await question.getByRole("listitem").nth(3).waitFor();
    await check(page, "merge");
  });

  test(`axe finds nothing while and after loading at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, {
      viewport,
      prepare: (page) => page.addInitScript(() => {
        const { arrayBuffer } = File.prototype;
        // The page waits for the bytes of this one until the test lets go.
        Blob.prototype.arrayBuffer = function () {
          if (this.name !== "slow.txt") return arrayBuffer.call(this);
          return new Promise((come) => { window.letGo = come; }).then(() => arrayBuffer.call(this));
        };
      }),
    });
    const files = await folder(t, { "a.txt": "An article.", "b.txt": "", "c.csv": "un,deux\n1,2\n", "slow.txt": "Slow." });
    await drop(page, ["a.txt", "b.txt", "c.csv", "slow.txt"].map((name) => join(files, name)));
    await page.getByRole("region", { name: "Loading" }).waitFor();
    await check(page, "loading");
    await page.evaluate(() => window.letGo());
    await page.getByRole("dialog", { name: "Which column holds the text?" }).waitFor();
    await check(page, "columns");
    await page.getByRole("button", { name: "Leave this file out" }).click();
    await page.getByRole("dialog", { name: "What was loaded" }).waitFor();
    await check(page, "load report");
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByText("2 articles loaded.").first().waitFor();
    await check(page, "notice");
    await page.evaluate(() => { IDBObjectStore.prototype.add = () => { throw new DOMException("", "QuotaExceededError"); }; });
    await page.locator("body").press("d");
    await page.getByText("Not saved:").waitFor();
    await check(page, "not saved");
    await page.getByRole("button", { name: "Close the project" }).click();
    await page.getByRole("dialog", { name: "Close without saving?" }).waitFor();
    await check(page, "close without saving");
  });

  test(`axe finds nothing while a large project opens and a large import comes in at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, { viewport, prepare: (page) => page.addInitScript(() => {
      const { now } = Date;
      const { postMessage } = MessagePort.prototype;
      const held = [];
      let late = 0;
      // Long work takes a breath at each look at the clock, and holds it once it shows how far it is.
      Date.now = () => now() + (late += 25);
      MessagePort.prototype.postMessage = function (...message) {
        const words = document.querySelector("#opening-count, #import-progress")?.textContent ?? "";
        const goesOn = () => postMessage.apply(this, message);
        if (/^(Opening|Putting)/.test(words) && window.holds) held.push(goesOn);
        else goesOn();
      };
      window.letGo = () => {
        window.holds = false;
        held.splice(0).forEach((goesOn) => goesOn());
      };
      window.holds = true;
    }) });
    const texts = corpus({ count: 100, bytes: 4_000, frequent: "the" });
    const line = ({ text }) => {
      const words = [...text.matchAll(/\w+/g)].slice(0, 20);
      const mentions = words.map(({ 0: quote, index: start }) => ({ start, end: start + quote.length, quote, type: "person" }));
      return JSON.stringify({ text, mentions });
    };
    const files = await folder(t, {
      "large.standpoint.json": projectOf(texts, { mentions: 60, stances: 10, first: texts[0].text.split(" ")[0] }),
      "large.jsonl": corpus({ count: 100, bytes: 1_000, frequent: "many" }).map(line).join("\n"),
    });
    await drop(page, join(files, "large.standpoint.json"));
    const opening = page.getByRole("region", { name: "Opening" });
    await opening.getByText(/\d %$/).waitFor();
    await check(page, "a large project on its way");
    assert.ok(await opening.isVisible());
    assert.equal(await page.locator(".loading").count(), 1);
    await page.evaluate(() => window.letGo());
    await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
    await page.evaluate(() => { window.holds = true; });
    await drop(page, join(files, "large.jsonl"));
    const dialog = page.getByRole("dialog", { name: "Import annotations" });
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await dialog.getByText(/^Putting/).waitFor();
    await check(page, "a large import on its way");
    assert.ok(await dialog.getByText(/^Putting/).isVisible());
    await page.evaluate(() => window.letGo());
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/mentions came in/).first().waitFor();
  });

  test(`axe finds nothing on the question about another host, an error and the rescue page at ${size}`, async (t) => {
    const address = `/?corpus=${encodeURIComponent(`${other.origin}/corpus.json`)}`;
    const page = await open(t, browser, server.origin, { viewport, address });
    await page.getByRole("dialog", { name: "Fetch from another site?" }).waitFor();
    await check(page, "another host");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("Open a corpus by its address").fill("http://%");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "was not opened" }).waitFor();
    await check(page, "an error");
    await page.evaluate(() => window.dispatchEvent(new CustomEvent("standpoint-panic", { detail: { message: "a test" } })));
    await page.getByRole("heading", { name: "Standpoint has stopped" }).waitFor();
    await check(page, "rescue");
  });

  test(`axe finds nothing on the shell and the page for lost addresses at ${size}`, async (t) => {
    const page = await open(t, browser, server.origin, {
      viewport, waits: false, prepare: (page) => page.route(/page.*\.wasm/, () => {}),
    });
    await page.getByText("Standpoint").first().waitFor();
    await check(page, "shell");
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.goto(`${server.origin}/404.html`);
    // It has no style sheet, and axe takes the browser's own dark ground for white.
    await check(page, "404", ["light"]);
  });
}

test("Tab goes through every control of the desk in order and out of it, and never sticks", async (t) => {
  const page = await open(t, browser, server.origin);
  await page.getByRole("button", { name: "Open the sample" }).click();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  const where = () => page.evaluate(() => {
    const active = document.activeElement;
    if (active === document.body) return "out";
    const place = active.closest(".header, .pane-articles, .pane-text, .pane-ledger, .toasts")?.className.split(" ").pop();
    return `${place}: ${active.getAttribute("aria-label") ?? active.id ?? ""} ${active.className} ${active.textContent.slice(0, 20)}`;
  });
  // From the text, where the sample opens, back to the page's beginning.
  await page.locator(".text:focus").waitFor();
  for (let steps = 0; await where() !== "out"; steps += 1) {
    assert.ok(steps < 300, `Shift Tab does not come out: ${await where()}`);
    await page.keyboard.press("Shift+Tab");
  }
  const seen = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const here = await where();
    if (seen.length > 0 && (here === "out" || here === seen[0])) break;
    seen.push(here);
    assert.ok(seen.length < 300, `Tab does not come out: ${seen.slice(-5).join("; ")}`);
  }
  const places = seen.map((here) => here.split(":")[0]).filter((place, at, all) => place !== all[at - 1]);
  assert.deepEqual(places.filter((place) => place !== "toasts"), ["header", "pane-articles", "pane-text", "pane-ledger"]);
  assert.ok(seen.some((here) => here.includes("Article text")));

  // Back again, by the same way.
  const back = [];
  for (let steps = 0; steps < seen.length + 2 && back.length < seen.length; steps += 1) {
    await page.keyboard.press("Shift+Tab");
    const here = await where();
    if (here !== "out") back.unshift(here);
  }
  assert.deepEqual(back, seen);
});

test("the article beside is between the text and the ledger, for Tab and for F6", async (t) => {
  const page = await open(t, browser, server.origin);
  await page.getByRole("button", { name: "Open the sample" }).click();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await page.locator(".text").focus();
  await page.keyboard.press("c");
  await page.locator(".candidate").first().click();
  await page.locator(".companion-text p").first().waitFor();
  await page.locator(".text").focus();
  const names = ["Swap", "Close the comparison", "Previous shared passage", "Next shared passage", "Previous difference", "Next difference"];
  for (const name of [...names, "Scroll both"]) {
    await page.keyboard.press("Tab");
    const has = page.getByRole("button", { name }).and(page.locator(":focus"));
    await has.waitFor();
  }
  await page.keyboard.press("Tab");
  await page.getByRole("group", { name: /, read only$/ }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Tab");
  await page.locator("#pane-ledger:focus-within").waitFor();
  for (const pane of ["pane-articles", "pane-text", "pane-companion", "pane-ledger"]) {
    await page.keyboard.press("F6");
    await page.locator(`#${pane}:focus-within`).waitFor();
  }
});

test("F6 goes round the panes, also out of a field and out of the text", async (t) => {
  const page = await open(t, browser, server.origin);
  await page.getByRole("button", { name: "Open the sample" }).click();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  const goes = async (key, pane) => {
    await page.keyboard.press(key);
    await page.locator(`#${pane}:focus-within`).waitFor();
  };
  await page.locator(".text").focus();
  await goes("F6", "pane-ledger");
  await goes("F6", "pane-articles");
  await goes("F6", "pane-text");
  await page.locator(".text:focus").waitFor();
  await goes("Shift+F6", "pane-articles");
  await page.keyboard.press("/");
  await page.locator("#article-filter:focus").waitFor();
  await goes("F6", "pane-text");
});

test("a dialog keeps the focus, closes on Escape and gives the focus back", async (t) => {
  const page = await open(t, browser, server.origin);
  await page.getByRole("button", { name: "Open the sample" }).click();
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  for (const name of ["Export", "Settings", "Keys", "Details"]) {
    const button = page.getByRole("button", { name, exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement === document.body
        || document.querySelector("dialog").contains(document.activeElement)), name);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.ok(await button.evaluate((element) => element === document.activeElement), name);
  }
});
