// RecogitoJS: setAnnotations and addAnnotation; a selection by mouse opens its editor instead.
// https://github.com/recogito/recogito-js/wiki/API-Reference
import { Recogito } from "@recogito/recogito-js";
import "@recogito/recogito-js/dist/recogito.min.css";
import { column, coveredBy, enter } from "./column.mjs";

let recogito = null;

const annotation = (text, { id, start, end, type }) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  type: "Annotation",
  id: `#${id}`,
  body: [{ type: "TextualBody", purpose: "tagging", value: type }],
  target: {
    selector: [
      { type: "TextQuoteSelector", exact: text.slice(start, end) },
      { type: "TextPositionSelector", start, end },
    ],
  },
});

enter({
  open(text, annotations) {
    recogito = new Recogito({ content: column(text), mode: "pre" });
    return recogito.setAnnotations(annotations.map((made) => annotation(text, made)));
  },
  signature: coveredBy(".r6o-annotation"),
  add: (made, text) => recogito.addAnnotation(annotation(text, made)),
});
