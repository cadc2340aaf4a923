// Recogito's text annotator with one of its renderers: setAnnotations, addAnnotation, scrollIntoView.
// A selection by mouse is marked while it grows, so that little is left to do at its end.
// https://github.com/recogito/text-annotator-js
import { createTextAnnotator } from "@recogito/text-annotator";
import "@recogito/text-annotator/text-annotator.css";
import { column, enter } from "./column.mjs";

/** Whether the annotation is drawn, by the renderer's own traces. */
const isDrawn = {
  SPANS: (id) => document.querySelector(`.r6o-annotation[data-annotation="${id}"]`) !== null,
  CSS_HIGHLIGHTS: (id) => CSS.highlights.has(`_${id}`),
};

export function enterWith(renderer) {
  let annotator = null;
  const annotation = (text, { id, start, end }) => ({
    id,
    bodies: [],
    target: { annotation: id, selector: [{ quote: text.slice(start, end), start, end }], created: new Date() },
  });
  enter({
    open(text, annotations) {
      annotator = createTextAnnotator(column(text), { renderer });
      annotator.setAnnotations(annotations.map((made) => annotation(text, made)));
    },
    signature: (_, { id }) => (id !== undefined && isDrawn[renderer](id) ? id : ""),
    add: (made, text) => annotator.addAnnotation(annotation(text, made)),
    jump: ({ id }) => annotator.scrollIntoView(id),
  });
}
