// Every format that is read comes in by the page: recognised, seen before anything changes, what is wrong
// named with its file and place, and gone again with one undo.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";
import { articleIsOpen, drop, eventually, inEmptyFolder, marksShown, onPage, paste, press, savedJson, unclocked } from "./analyst.mjs";

/** A zip archive, nothing in it packed. */
const zip = (files) => {
  const [bodies, table] = [[], []];
  let at = 0;
  for (const [path, words] of Object.entries(files)) {
    const [name, bytes] = [Buffer.from(path), Buffer.from(words)];
    const head = Buffer.alloc(30);
    head.write("PK\x03\x04", "latin1");
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02", "latin1");
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    bodies.push(head, name, bytes);
    table.push(entry, name);
    at += head.length + name.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(table).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...table, end]);
};

const text = "💩 Ada met Carl.";
const json = JSON.stringify;
const line = (value) => `${json(value)}\n`;
const region = (id, start, end, words) => ({
  id, type: "labels", from_name: "label", to_name: "text", value: { start, end, text: words, labels: ["person"] },
});
const selected = (start, end, exact) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld", id: `#${start}`, type: "Annotation",
  body: [{ type: "TextualBody", purpose: "tagging", value: "person" }],
  target: { source: "doc.txt", selector: [{ type: "TextQuoteSelector", exact }, { type: "TextPositionSelector", start, end }] },
});
const entity = (id, begin, end) => ({
  "%ID": id, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, begin, end, value: "person",
});
const sofa = { "%ID": 1, "%TYPE": "uima.cas.Sofa", sofaNum: 1, sofaID: "_InitialView", mimeType: "text", sofaString: text };
const coded = (guid, start, end, name) =>
  `<PlainTextSelection guid="${guid}" name="${name}" startPosition="${start}" endPosition="${end}"><Coding guid="X${guid}"><CodeRef targetGUID="C1"/></Coding></PlainTextSelection>`;
const words = (between, begins = `-DOCSTART-${between}O\n\n`) => `${begins}💩${between}O\nAda${between}B-person\nmet${between}O\nCarl\n.${between}O\n`;

/** What comes in in each format: a mark that is right, and something that is not with what is said of it. */
const formats = {
  "Articles as JSON Lines": [{ "a.articles.jsonl": line({ text, mentions: [{ start: 2, end: 5, quote: "Ada", type: "person" }, { start: 10, end: 14, quote: "Curl", type: "person" }] }) }, "a.articles.jsonl, line 1: expected “Curl”"],
  "CSV": [{
    "articles.csv": `id,text\na-1,${text}\n`,
    "mentions.csv": "article,annotator,id,start,end,quote,type\na-1,p-1,r-1,2,5,Ada,person\na-1,p-1,r-2,10,14,Curl,person\n",
  }, "mentions.csv, line 3: expected “Curl”"],
  "Label Studio": [{ "tasks.json": json([{ data: { text }, annotations: [{ result: [region("a", 2, 5, "Ada"), region("b", 10, 14, "Curl")] }] }]) }, "tasks.json, line 1"],
  "W3C Web Annotation": [{ "doc.txt": text, "doc.jsonld": `[\n${json(selected(2, 5, "Ada"))},\n${json(selected(10, 14, "Curl"))}\n]` }, "doc.jsonld, line 3"],
  "UIMA CAS JSON": [{ "doc.json": json({ "%TYPES": {}, "%FEATURE_STRUCTURES": [sofa, entity(2, 3, 6), entity(3, 11, 99)], "%VIEWS": {} }) }, "doc.json, /%FEATURE_STRUCTURES/2"],
  "WebAnno TSV 3": [{ "doc.tsv": "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n\n\n#Text=💩 Ada met Carl.\n1-1\t0-2\t💩\t_\t\n1-2\t3-6\tAda\tperson\t\n1-3\t7-10\tmet\t_\t\n1-4\tCarl\n" }, "doc.tsv, line 9"],
  "REFI-QDA project": [{
    "p.qdpx": zip({
      "project.qde": `<?xml version="1.0"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="X">\n<CodeBook><Codes><Code guid="C1" name="person" isCodable="true"/></Codes></CodeBook>\n<Sources><TextSource guid="S1" name="One" plainTextPath="internal://s1.txt">\n${coded("P1", 2, 5, "Ada")}\n${coded("P2", 10, 99, "Carl")}\n</TextSource></Sources></Project>`,
      "sources/s1.txt": text,
    }),
  }, "project.qde, line 6"],
  "brat": [{ "doc.txt": text, "doc.ann": "T1\tperson 2 5\tAda\nT2\tperson 10 14\tCurl\n" }, "doc.ann, line 2: expected “Curl”"],
  "spaCy JSONL": [{ "docs.spacy.jsonl": line({ text, ents: [{ start: 2, end: 5, label: "person" }], tokens: [] }) + "{\n" }, "docs.spacy.jsonl, line 2"],
  "CoNLL-2003": [{ "a.conll": words(" -X- _ ") }, "a.conll, line 6"],
  "BIO": [{ "a.bio": words("\t") }, "a.bio, line 6"],
  "BILOU": [{ "a.bilou": words("\t").replace("B-", "U-") }, "a.bilou, line 6"],
  "Prodigy": [{ "a.prodigy.jsonl": line({ text, spans: [{ start: 2, end: 5, label: "person" }, { start: 10, end: 99, label: "person" }], answer: "accept" }) }, "a.prodigy.jsonl, line 1"],
  "doccano": [{ "a.doccano.jsonl": line({ text, label: [[3, 6, "person"], [11, 99, "person"]] }) }, "a.doccano.jsonl, line 1"],
  "SemEval-2022 structured sentiment": [{ "a.json": json([{ sent_id: "s-1", text, opinions: [
    { Source: [["Ada"], ["2:5"]], Target: [[], []], Polar_expression: [["met"], ["6:9"]], Polarity: "Positive", Intensity: "Standard" },
    { Source: [[], []], Target: [[], []], Polar_expression: [["mit"], ["6:9"]], Polarity: "Positive", Intensity: "Standard" },
  ] }]) }, "a.json, line 1"],
  "NewsMTSC": [{ "a.newsmtsc.jsonl": line({ primary_gid: "a-1", sentence_normalized: text, targets: [
    { mention: "Ada", from: 2, to: 5, polarity: 6 }, { mention: "Curl", from: 10, to: 14, polarity: 6 },
  ] }) }, "a.newsmtsc.jsonl, line 1"],
};
/** What is marked where a format has marks of its own. */
const marked = { "SemEval-2022 structured sentiment": /:Ada\]/, "NewsMTSC": /:Ada\]/ };

for (const [name, [files, problem]] of Object.entries(formats)) {
  onPage(`${name} comes in, its mark on its words and its mistake named, and goes again`, {}, async (page) => {
    await inEmptyFolder(async (folder) => {
      await paste(page, "Zoe left.");
      const before = unclocked(await savedJson(page));
      const paths = Object.keys(files).map((file) => join(folder, file));
      for (const path of paths) await writeFile(path, files[basename(path)]);
      await page.locator(".text").focus();
      await press(page, "Shift+I");
      const dialog = page.getByRole("dialog", { name: "Import annotations" });
      const chooser = page.waitForEvent("filechooser");
      await dialog.getByRole("button", { name: "Choose files" }).press("Enter");
      await (await chooser).setFiles(paths);
      await dialog.getByText("1 new article").waitFor();
      assert.equal(await dialog.getByLabel("Format").evaluate((it) => it.selectedOptions[0].label), name);
      const problems = await dialog.locator(".import-problem").allInnerTexts();
      assert.ok(problems.some((it) => it.includes(problem) && it.includes("expected")), `${problem} in ${problems}`);
      // Its lines may count either.
      if (name === "doccano") await dialog.getByRole("radio", { name: /UTF-16 units/ }).check();
      await dialog.getByRole("button", { name: "Import", exact: true }).press("Enter");
      await dialog.waitFor({ state: "detached" });
      await articleIsOpen(page);
      await page.locator(".article-row").nth(1).click();
      await eventually(async () => (await marksShown(page)).some((it) => (marked[name] ?? /^\[PER:Ada\]$/).test(it)), true);
      await page.locator(".text").focus();
      await press(page, "Control+z");
      await eventually(() => page.locator(".article-row").count(), 1);
      assert.deepEqual(unclocked(await savedJson(page)), before);
    });
  });
}

onPage("rows of SemEval-2016 come in as stances of whole articles, and go again", {}, async (page) => {
  await inEmptyFolder(async (folder) => {
    await paste(page, "Zoe left.");
    const before = unclocked(await savedJson(page));
    const path = join(folder, "a.semeval-2016.tsv");
    await writeFile(path, `ID\tTarget\tTweet\tStance\n1\tCarl\t${text}\tFAVOR\n2\tCarl\t${text}\n`);
    await drop(page, [path]);
    const dialog = page.getByRole("dialog", { name: "Import annotations" });
    await dialog.getByText("a.semeval-2016.tsv, line 3: expected").waitFor();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await eventually(() => page.locator(".article-row").count(), 2);
    const after = await savedJson(page);
    const layers = Object.values(after.layers).flatMap((it) => Object.values(it));
    assert.deepEqual(layers.flatMap((it) => Object.values(it.document_stances ?? {}).map((it) => it.polarity)), ["FAVOR"]);
    await page.locator(".text").focus();
    await press(page, "Control+z");
    assert.deepEqual(unclocked(await savedJson(page)), before);
  });
});
