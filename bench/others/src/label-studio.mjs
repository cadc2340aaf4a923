// Label Studio's front end: a task with one annotation, a label armed, a selection by mouse.
// https://labelstud.io/guide/frontend_reference
import LabelStudio from "@heartexlabs/label-studio";
import "@heartexlabs/label-studio/build/static/css/main.css";
import { coveredBy, enter, locator } from "./column.mjs";

const TYPES = ["person", "organisation", "place", "event", "topic"];
const root = () => document.querySelector(".lsf-htx-richtext");
const label = () => document.querySelector(".lsf-label");

enter({
  root,
  open(text, annotations) {
    const page = document.createElement("div");
    page.id = "label-studio";
    document.body.append(page);
    const result = annotations.map(({ id, start, end, type }) => ({
      id,
      from_name: "label",
      to_name: "text",
      type: "labels",
      value: { start, end, text: text.slice(start, end), labels: [type] },
    }));
    return new Promise((loaded) => {
      new LabelStudio("label-studio", {
        config: `<View>
          <Labels name="label" toName="text">${TYPES.map((type) => `<Label value="${type}"/>`).join("")}</Labels>
          <Text name="text" value="$text"/>
        </View>`,
        interfaces: ["update", "submit", "controls", "side-column"],
        user: { pk: 1, firstName: "Ada", lastName: "Lovelace" },
        task: { id: 1, data: { text }, annotations: [{ id: "1", result }], predictions: [] },
        onLabelStudioLoad(LS) {
          // The annotations of the task are there a turn later.
          setTimeout(() => {
            LS.annotationStore.selectAnnotation(LS.annotationStore.annotations[0].id);
            loaded();
          });
        },
      });
    });
  },
  locator: () => (root() ? locator(root()) : () => null),
  signature: coveredBy(".htx-highlight"),
  arm: () => label().click(),
});
