// mark.js: highlights only. https://markjs.io/#markranges
import Mark from "mark.js";
import { column, content, coveredBy, enter } from "./column.mjs";

const range = ({ start, end }) => ({ start, length: end - start });

enter({
  open(text, annotations) {
    new Mark(column(text)).markRanges(annotations.map(range));
  },
  signature: coveredBy("mark"),
  add: (annotation) => new Mark(content()).markRanges([range(annotation)]),
});
