// react-text-annotate: its TextAnnotator, a selection by mouse. Overlapping words are drawn twice.
import React from "react";
import ReactDOM from "react-dom";
import { TextAnnotator } from "react-text-annotate";
import { content, enter } from "./column.mjs";

function Page({ text, annotations }) {
  const [value, setValue] = React.useState(annotations);
  return React.createElement(TextAnnotator, {
    content: text,
    value,
    onChange: setValue,
    getSpan: (span) => ({ ...span, tag: "PERSON" }),
    style: { whiteSpace: "pre-wrap", wordWrap: "break-word" },
  });
}

const all = (selector) => content().querySelectorAll(selector);

enter({
  open(text, annotations) {
    const root = document.createElement("div");
    root.id = "content";
    document.body.append(root);
    const value = annotations.map(({ start, end, type }) => ({ start, end, tag: type.toUpperCase() }));
    ReactDOM.render(React.createElement(Page, { text, annotations: value }), root);
  },
  // Positions stand in the elements: each says where it begins.
  locator: () => {
    let list = null;
    return (at) => {
      list ??= [...all("[data-start]")].slice(0, 200);
      const element = list.find((one) => Number(one.dataset.start) <= at && at < Number(one.dataset.end));
      const node = element?.firstChild;
      return node ? { node, offset: at - Number(element.dataset.start) } : null;
    };
  },
  signature: (_, { start }) => content()?.querySelector(`mark[data-start="${start}"]`)?.outerHTML ?? "",
});
