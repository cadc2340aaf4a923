// What every page that is measured beside Standpoint has in common: a text in a column.
//
// A contestant has
//   marks                  whether it marks anything
//   open(text, annotations)    its load call; what it returns is awaited after the time was taken
//   root(), scroller()     the element with the text, and the one that scrolls
//   locator()              a function from a position of the text to a text node and an offset in it
//   signature(locate, place)   what covers the place's first letter, as a string; "" for nothing
//   add(annotation, text)  its call that adds one, where a selection by mouse does not
//   arm()                  chooses the label for the next selection, where that is needed each time
//   jump(annotation)       its call that scrolls there, if it has one; false if it refused
//   beforeJump()           what has to be on the screen before the jump
//   paragraphs(), wasmBytes()  the nodes of the text without marks, the module's memory: Standpoint's

/** A `<pre>` as Chromium shows a text file, in a column as wide as Standpoint's. */
export function column(text) {
  const pre = document.createElement("pre");
  pre.id = "content";
  pre.textContent = text;
  document.body.append(pre);
  return pre;
}

export const content = () => document.getElementById("content");

/** Counts through the text nodes; a line break element counts as the one that it stands for. */
export function locator(root = content()) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const known = [];
  let before = 0;
  return (at) => {
    const seen = known.findLast((one) => one.start <= at);
    if (seen && at < seen.start + seen.node.length) return { node: seen.node, offset: at - seen.start };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.localName === "br") before += 1;
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const start = before;
      before += node.length;
      known.push({ start, node });
      if (at < before) return { node, offset: at - start };
    }
    return null;
  };
}

/** The elements around a letter that match, as a string. */
export const coveredBy = (selector) => (locate, { start }) => {
  let element = locate(start)?.node.parentElement?.closest(selector);
  let chain = "";
  for (; element; element = element.parentElement?.closest(selector)) {
    chain += element.cloneNode(false).outerHTML;
  }
  return chain;
};

/** Makes the page a contestant; at `#start` it opens the text beside it at once. */
export function enter(contestant) {
  globalThis.contestant = {
    marks: true,
    root: content,
    scroller: () => document.scrollingElement,
    locator: () => locator(content()),
    ...contestant,
  };
  if (location.hash === "#start") startUp();
}

/** Marks on words up to here are waited for: they are in sight at any width of the column. */
const SURELY_IN_SIGHT = 600;

async function startUp() {
  const { contestant } = globalThis;
  const { text, annotations } = await (await fetch("text.json")).json();
  contestant.open(text, annotations);
  const first = annotations.filter(({ start }) => start <= SURELY_IN_SIGHT);
  const look = () => {
    const locate = contestant.locator();
    if (contestant.marks && first.some((made) => contestant.signature(locate, made) === "")) {
      requestAnimationFrame(look);
    } else {
      document.documentElement.dataset.ready = "article";
    }
  };
  look();
}
