// A codebook of one's own, three articles and the picture of who stands where, without a mouse.
import assert from "node:assert/strict";
import { articleIsOpen, eventually, focus, ledger, onPage, openTitle, press, savedJson, selected, type } from "./analyst.mjs";

const texts = [
  ["1.txt", "Toll planned\n\nThe city plans a toll. Tomas Reik rejects the toll.\n"],
  ["2.txt", "Toll debated\n\nTomas Reik spoke. Ana Sorel welcomes the exemption for nurses.\n"],
  ["3.txt", "Toll passed\n\nAna Sorel opposes the toll.\n"],
];
const active = (page) => page.evaluate(() => {
  const { ariaLabel, title, labels, textContent } = document.activeElement;
  return title || ariaLabel || labels?.[0]?.textContent || textContent;
});

async function until(page, key, isThere) {
  for (let times = 0; times < 60; times += 1) {
    if (isThere(await active(page))) return;
    await press(page, key);
  }
  assert.fail(`${key} did not lead there, but to ${await active(page)}`);
}

/** Selects words of the open article by finding them. */
async function select(page, words) {
  await press(page, "i", "Control+a");
  await type(page, words);
  await press(page, "Escape");
  await eventually(() => selected(page), words);
}

/** A stance: its sentence, the beginnings of the two names, the letters of polarity and frame. */
async function stance(page, words, holder, target, polarity, frame) {
  await select(page, words);
  await press(page, "e", "s");
  await type(page, holder);
  await press(page, "Enter");
  await type(page, target);
  await press(page, "Enter", polarity, frame, "Enter");
  await eventually(() => focus(page), "text");
}

onPage("a codebook of one’s own, three articles and who stands where, by keyboard alone", {}, async (page) => {
  // From now on, lest the browser show the chooser itself.
  page.on("filechooser", () => {});
  await until(page, "Tab", (name) => name === "New empty project");
  await press(page, "Enter");
  await page.getByText("No articles yet.").waitFor();
  await press(page, "Shift+B");
  await page.getByRole("dialog", { name: "Codebook" }).waitFor();
  await press(page, "Tab", "ArrowDown", "Control+a");
  await type(page, "Group");
  await until(page, "Shift+Tab", (name) => name === "Entity types");
  await press(page, "ArrowDown", "ArrowDown", "Tab");
  for (const issue of ["Toll", "Exemption"]) {
    await type(page, issue);
    await press(page, "Enter");
  }
  await until(page, "Shift+Tab", (name) => name === "What Exemption belongs to");
  await press(page, "t");
  await until(page, "Shift+Tab", (name) => name === "Issues");
  await press(page, "ArrowDown", "Tab");
  await type(page, "Frame");
  await press(page, "Enter");
  await until(page, "Shift+Tab", (name) => name === "A further choice of Frame");
  for (const choice of ["Cost", "Fairness"]) {
    await type(page, choice);
    await press(page, "Enter");
  }
  await until(page, "Shift+Tab", (name) => name.startsWith("needed"));
  await press(page, "Space", "Control+Enter");
  await page.getByText("New attribute “Frame”.").waitFor();
  await press(page, "Control+Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  const chooser = page.waitForEvent("filechooser");
  await press(page, "Control+o");
  const file = ([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await (await chooser).setFiles(texts.map(file));
  await articleIsOpen(page);
  await page.getByText("3 articles loaded.").first().waitFor();
  await eventually(() => focus(page), "text");

  await select(page, "Tomas Reik");
  await press(page, "1", "l", "Enter", "a", "Tab", "Space");
  await page.getByText("1 place in all articles, 1 ticked.").waitFor();
  await press(page, "Control+Enter");
  await eventually(() => focus(page), "text");
  await stance(page, "rejects", "rei", "toll", "a", "c");
  await press(page, "Shift+S");
  await type(page, "toll");
  await press(page, "Enter", "n");
  await eventually(async () => (await ledger(page)).filter((line) => line.includes("·")), [
    "○ Whole article · Neutral · Toll",
    "− Tomas Reik · Against · Toll “Tomas Reik rejects the toll.”",
  ]);
  await press(page, "d", "j");
  await eventually(() => openTitle(page), "Toll debated");
  await stance(page, "welcomes", "Ana Sorel", "exem", "f", "f");
  await press(page, "d", "j");
  await eventually(() => openTitle(page), "Toll passed");
  await stance(page, "opposes", "sor", "toll", "a", "f");
  await press(page, "d");

  await press(page, "w");
  await page.getByRole("heading", { name: "Who stands where 4 stances" }).waitFor();
  await press(page, "ArrowDown");
  await until(page, "ArrowDown", (name) => name.startsWith("Tomas Reik → Toll: 1 stance, 1 against"));
  await press(page, "Enter", "Tab", "Tab");
  assert.match(await active(page), /Tomas Reik rejects the toll\./);
  await press(page, "Enter");
  await eventually(() => openTitle(page), "Toll planned");
  await eventually(() => focus(page), "text");

  const { codebook, layers } = await savedJson(page);
  assert.deepEqual(codebook.issues.map((issue) => [issue.label, issue.parent ?? null]), [["Toll", null], ["Exemption", "toll"]]);
  const all = Object.values(layers).flatMap((of) => Object.values(of));
  assert.deepEqual(all.map((layer) => layer.status), ["done", "done", "done"]);
  const frames = all.flatMap((layer) => Object.values(layer.stances)).map((it) => it.attributes.frame);
  assert.deepEqual(frames.sort(), ["cost", "fairness", "fairness"]);
});
