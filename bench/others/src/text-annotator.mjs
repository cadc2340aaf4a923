// Recogito's text annotator with one of its renderers: setAnnotations, a selection by mouse,
// scrollIntoView. https://github.com/recogito/text-annotator-js
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
  const created = [];
  const isAt = (place) => (made) => made.target.selector[0].start <= place.start && place.start < made.target.selector[0].end;
  enter({
    open(text, annotations) {
      annotator = createTextAnnotator(column(text), { renderer });
      annotator.on("createAnnotation", (made) => created.push(made));
      annotator.setAnnotations(annotations.map(({ id, start, end }) => ({
        id,
        bodies: [],
        target: { annotation: id, selector: [{ quote: text.slice(start, end), start, end }], created: new Date() },
      })));
    },
    signature(_, place) {
      const id = place.id ?? created.findLast(isAt(place))?.id;
      return id !== undefined && isDrawn[renderer](id) ? id : "";
    },
    jump: ({ id }) => annotator.scrollIntoView(id),
  });
}
