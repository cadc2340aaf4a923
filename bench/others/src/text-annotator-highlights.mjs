// Recogito's text annotator that draws with the CSS Custom Highlight API.
import { enterWith } from "./text-annotator.mjs";

enterWith("CSS_HIGHLIGHTS");
