// Reads annotations that Standpoint wrote with other people's programs: ajv holds each against a schema
// of the W3C's model, and Recogito's annotator, which counts as JavaScript does, must find in each text
// the words of the project.
//
//     node web_annotation.mjs PROJECT.standpoint.json ANNOTATIONS/
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { JSDOM } from "jsdom";

const read = (...path) => readFileSync(join(...path), "utf8");

/** What Recogito takes from a browser's window, in a page with nothing but a text. */
const enterPage = () => {
  const { window } = new JSDOM("<!doctype html><div id=text></div>", { pretendToBeVisual: true });
  const nothing = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  const taken = ["document", "Node", "Range", "HTMLElement", "Element", "Text", "MutationObserver", "DOMRect", "getComputedStyle", "NodeFilter", "TreeWalker", "requestAnimationFrame", "cancelAnimationFrame"];
  Object.assign(globalThis, { window }, Object.fromEntries(taken.map((name) => [name, window[name]])));
  // jsdom lays nothing out: nothing has a size, and no size changes.
  Object.assign(window, { ResizeObserver: nothing, IntersectionObserver: nothing });
  Object.assign(globalThis, { ResizeObserver: nothing, IntersectionObserver: nothing });
  window.Range.prototype.getClientRects = () => [];
  window.Range.prototype.getBoundingClientRect = () => new window.DOMRect();
  return window.document.querySelector("#text");
};

/** How often each stretch of words is marked, with its label; suggestions stay behind. */
const marked = (project) => {
  const counts = new Map();
  for (const layers of Object.values(project.layers)) {
    for (const layer of Object.values(layers)) {
      for (const record of [...Object.values(layer.mentions ?? {}), ...Object.values(layer.stances ?? {})]) {
        const pieces = record.fragments ?? record.expression ?? [];
        if (!["pending", "rejected"].includes(record.provenance.decision) && pieces.length > 0) {
          add(counts, record.type ?? record.polarity, pieces.map((piece) => piece.quote.exact.replace(/\r\n?/g, "\n")));
        }
      }
    }
  }
  return counts;
};

const add = (counts, label, words) => {
  const key = JSON.stringify([label, ...words]);
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const [, , projectFile, folder] = process.argv;
const isSchema = new Ajv({ allErrors: true, strictTypes: false }).compile(JSON.parse(read(import.meta.dirname, "web-annotation.schema.json")));
const container = enterPage();
const { createTextAnnotator, reviveTarget, W3CTextFormat } = await import("@recogito/text-annotator");
const found = new Map();
for (const name of readdirSync(folder).filter((name) => name.endsWith(".jsonld"))) {
  const annotations = JSON.parse(read(folder, name));
  for (const annotation of annotations) {
    assert.ok(isSchema(annotation), `${name}: ${JSON.stringify(isSchema.errors)}`);
  }
  if (name === "articles.jsonld") continue;
  const source = name.replace(/jsonld$/, "txt");
  container.textContent = read(folder, source);
  const annotator = createTextAnnotator(container, { adapter: W3CTextFormat(source, container), renderer: "SPANS" });
  const placed = annotations.filter((annotation) => typeof annotation.target !== "string");
  annotator.setAnnotations(placed);
  const inState = annotator.state.store.all();
  assert.equal(inState.length, placed.length, `${name}: Recogito leaves annotations out`);
  for (const { bodies, target } of inState) {
    // What the annotator draws: the selectors as ranges of the page.
    const words = reviveTarget(target, container).selector.map(({ range, start, end, quote }) => {
      assert.equal(range.toString(), quote, `${name}: ${start}–${end}`);
      return quote;
    });
    add(found, bodies[0].value, words);
  }
  annotator.destroy();
}
assert.deepEqual(new Map([...found].sort()), new Map([...marked(JSON.parse(read(projectFile)))].sort()));
console.log(`web annotations: ${[...found.values()].reduce((a, b) => a + b, 0)} fit the model, and Recogito finds their words`);
