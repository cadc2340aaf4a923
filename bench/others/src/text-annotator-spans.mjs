// Recogito's text annotator that draws elements over the text.
import { enterWith } from "./text-annotator.mjs";

enterWith("SPANS");
