// What the measurements ask of Standpoint's page: see bench/others/src/column.mjs.
globalThis.contestant = (() => {
  const root = () => document.querySelector(".text");
  const pieces = () => [...root().querySelectorAll("[data-utf16]")];

  /** Looks no further than it is asked: the harness asks in frames that are measured. */
  function locator() {
    const elements = document.createTreeWalker(root(), NodeFilter.SHOW_ELEMENT);
    const known = [];
    return (at) => {
      while (!(known.at(-1)?.start > at) && elements.nextNode()) {
        const start = elements.currentNode.dataset.utf16;
        if (start !== undefined) known.push({ start: Number(start), piece: elements.currentNode });
      }
      const own = known.findLast(({ start }) => start <= at);
      if (!own) return null;
      const texts = document.createTreeWalker(own.piece, NodeFilter.SHOW_TEXT);
      let before = own.start;
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if (at < before + node.length) return { node, offset: at - before };
        before += node.length;
      }
      return null;
    };
  }

  // Memory of a module is in no count of the JavaScript heap. Modules may share one.
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...values) => {
      const made = await original.apply(WebAssembly, values);
      const { memory } = (made.instance ?? made).exports;
      if (memory) memories.add(memory);
      return made;
    };
  }

  return {
    marks: true,
    root,
    locator,
    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    scroller: () => document.querySelector(".reader"),
    /** What covers the place: the elements between its letter and its paragraph. */
    signature(locate, { start }) {
      let element = locate(start)?.node.parentElement;
      if (!element?.closest("mark")) return "";
      let chain = "";
      for (; element.dataset.utf16 === undefined; element = element.parentElement) {
        chain += element.cloneNode(false).outerHTML;
      }
      return chain;
    },
    open() {
      [...document.querySelectorAll(".article-row")]
        .find((row) => row.querySelector(".title").textContent === "The measured text")
        .click();
    },
    async beforeJump() {
      const list = document.querySelector(".ledger-row").closest("[role=list]");
      list.scrollTop = list.scrollHeight;
      for (let frame = 0; frame < 4; frame += 1) {
        await new Promise((resolve) => { requestAnimationFrame(resolve); });
      }
    },
    jump() {
      [...document.querySelectorAll(".ledger-main")].at(-1).click();
    },
    paragraphs: () => pieces().length + pieces().filter((piece) => piece.textContent).length,
  };
})();
