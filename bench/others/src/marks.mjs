// The text in a `<pre>` with a `<mark>` around every stretch under the same annotations.
import { column, content, coveredBy, enter } from "./column.mjs";

/** The places where annotations begin or end, and how many cover what follows. */
function runs(annotations, length) {
  const changes = new Map();
  const change = (at, by) => changes.set(at, (changes.get(at) ?? 0) + by);
  for (const { start, end } of annotations) {
    change(start, 1);
    change(end, -1);
  }
  const places = [...changes.keys()].sort((a, b) => a - b);
  let depth = 0;
  return places.map((at, index) => {
    depth += changes.get(at);
    return { at, end: places[index + 1] ?? length, depth };
  });
}

enter({
  open(text, annotations) {
    const pre = column("");
    const parts = document.createDocumentFragment();
    let at = 0;
    for (const run of runs(annotations, text.length)) {
      parts.append(text.slice(at, run.at));
      const words = text.slice(run.at, run.end);
      if (run.depth > 0) {
        const mark = document.createElement("mark");
        mark.dataset.depth = run.depth;
        mark.textContent = words;
        parts.append(mark);
      } else {
        parts.append(words);
      }
      at = run.end;
    }
    parts.append(text.slice(at));
    pre.append(parts);
    pre.addEventListener("mouseup", () => {
      const range = getSelection().getRangeAt(0);
      if (range.collapsed) return;
      const mark = document.createElement("mark");
      mark.dataset.depth = 1;
      range.surroundContents(mark);
      getSelection().removeAllRanges();
    });
  },
  signature: coveredBy("mark"),
  jump: () => [...content().querySelectorAll("mark")].at(-1).scrollIntoView({ block: "center" }),
});
