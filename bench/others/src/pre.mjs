// The text in a plain `<pre>`, nothing marked.
import { column, enter } from "./column.mjs";

enter({ marks: false, open: (text) => void column(text) });
