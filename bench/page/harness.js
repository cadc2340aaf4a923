// Runs in every measured page before its own scripts: clocks, and eyes for what is marked.
// The page, or a script beside this one, sets `globalThis.contestant` (bench/others/src/column.mjs
// says what it has to have).
globalThis.bench = (() => {
  /** Marks on words up to here are looked for first, then all in sight. */
  const SURELY_IN_SIGHT = 600;
  let text = "";
  let annotations = [];

  const nextFrame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });

  /** The time after the frame that is being made: its styles, layout and painting are done. */
  const afterPaint = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  });

  /** Waits for the frame that shows it: when that was, and the how many-th it is from now. */
  async function painted(isThere) {
    for (let frames = 1; ; frames += 1) {
      await nextFrame();
      if (isThere()) return { at: await afterPaint(), frames };
    }
  }

  function rectOf(locate, start) {
    const place = locate(start);
    if (!place) return null;
    const range = document.createRange();
    range.setStart(place.node, place.offset);
    range.setEnd(place.node, Math.min(place.node.length, place.offset + 1));
    return range.getBoundingClientRect();
  }

  function view() {
    const scroller = contestant.scroller();
    if (scroller === document.scrollingElement) return { top: 0, bottom: innerHeight };
    const { top, bottom } = scroller.getBoundingClientRect();
    return { top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) };
  }

  const isShown = (locate, made) => contestant.signature(locate, made) !== "";

  const beginIsShown = () => {
    const locate = contestant.locator();
    return annotations.every((made) => made.start > SURELY_IN_SIGHT || isShown(locate, made));
  };

  /** How many annotations begin in sight of the text's top, and how many of those are not marked. */
  function inSight() {
    const locate = contestant.locator();
    const { bottom } = view();
    let count = 0;
    let missing = 0;
    for (const made of annotations) {
      const rect = rectOf(locate, made.start);
      if (!rect || rect.bottom > bottom) break;
      count += 1;
      if (!isShown(locate, made)) missing += 1;
    }
    return { count, missing };
  }

  /** Watches frames until the answer is called, which gives the longest time between two. */
  function watchFrames() {
    let isOn = true;
    let longest = 0;
    let last = performance.now();
    const look = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (isOn) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return async () => {
      await nextFrame();
      isOn = false;
      return longest;
    };
  }

  /** Milliseconds from the load call until the marks in sight are painted, and the longest frame. */
  async function open() {
    await nextFrame();
    await afterPaint();
    const longestFrame = watchFrames();
    const from = performance.now();
    const finished = contestant.open(text, annotations);
    // The first look is the cheaper one, for as long as nothing is there.
    const isThere = () => !contestant.marks || (beginIsShown() && inSight().missing === 0);
    const { at } = await painted(isThere);
    const openMs = at - from;
    const longestMs = await longestFrame();
    await finished;
    return { openMs, longestMs };
  }

  /**
   * Two words of a line in sight, the n-th of some such places, and where a hand would drag over them.
   * They are under no annotation where there is such a place, and never the words of one.
   */
  function wordsToMark(nth, count) {
    const locate = contestant.locator();
    const { top, bottom } = view();
    const words = /\p{L}+ \p{L}+/gu;
    const stretch = text.slice(0, 12_000);
    const places = [];
    for (let match = words.exec(stretch); match; match = words.exec(stretch)) {
      const start = match.index;
      const end = start + match[0].length;
      const first = rectOf(locate, start);
      if (!first || first.bottom > bottom - 40) break;
      // Not at the upper edge, where bars may lie over the text; and on one line.
      const last = rectOf(locate, end - 1);
      if (!last || first.top < top + 120 || Math.abs(last.top - first.top) > 2 || last.left < first.left) continue;
      const near = annotations.filter((made) => made.end >= start - 1 && made.start <= end + 1);
      places.push({
        start,
        end,
        isFree: near.length === 0,
        isTaken: near.some((made) => made.start >= start - 1 && made.end <= end + 1),
        from: { x: first.left + 1, y: (first.top + first.bottom) / 2 },
        to: { x: last.right - 1, y: (last.top + last.bottom) / 2 },
      });
    }
    const free = places.filter(({ isFree }) => isFree);
    const chosen = free.length >= count ? free : places.filter(({ isTaken }) => !isTaken);
    return chosen[Math.floor((nth * chosen.length) / count)] ?? null;
  }

  /**
   * Adds a mark there by the contestant's call, or gets ready for the hand that does; `marked` is
   * fulfilled when it is painted.
   */
  function expectMark(words) {
    const place = { ...words, id: `added-${words.start}`, type: "person" };
    const before = contestant.marks && contestant.signature(contestant.locator(), place);
    const isThere = () => {
      if (!contestant.marks) return true;
      const now = contestant.signature(contestant.locator(), place);
      return now !== "" && now !== before;
    };
    const timed = async (from) => {
      const longestFrame = watchFrames();
      const { at, frames } = await painted(isThere);
      return { ms: at - from, frames, longestMs: await longestFrame() };
    };
    if (contestant.add) {
      const from = performance.now();
      contestant.add(place, text);
      globalThis.bench.marked = timed(from);
    } else {
      globalThis.bench.marked = new Promise((resolve) => {
        addEventListener("pointerup", (event) => resolve(timed(event.timeStamp)), { capture: true, once: true });
      });
    }
  }

  /** Scrolls from the top to the end in that many frames: the longest and all of them. */
  async function scrollThrough(frames) {
    const scroller = contestant.scroller();
    scroller.scrollTop = 0;
    await nextFrame();
    await nextFrame();
    const times = [await nextFrame()];
    for (let frame = 1; frame <= frames; frame += 1) {
      scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * frame) / frames;
      times.push(await nextFrame());
    }
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    return { longestMs: Math.max(...gaps), meanMs: (times.at(-1) - times[0]) / frames };
  }

  /** Jumps to the last annotation: time to painted, and whether it was in sight and stayed there. */
  async function jump() {
    const target = annotations.at(-1);
    contestant.scroller().scrollTop = 0;
    await contestant.beforeJump?.();
    await nextFrame();
    await afterPaint();
    const place = () => {
      const { top, bottom } = view();
      const locate = contestant.locator();
      const rect = rectOf(locate, target.start);
      const isHere = rect && rect.top >= top && rect.bottom <= bottom && isShown(locate, target);
      return isHere ? rect.top : null;
    };
    const from = performance.now();
    if (contestant.jump(target) === false) return { refused: true };
    let there = null;
    const { at } = await painted(() => {
      there = place();
      return there !== null;
    });
    for (let frame = 0; frame < 20; frame += 1) await nextFrame();
    const then = place();
    return { ms: at - from, movedPx: then === null ? null : Math.abs(then - there) };
  }

  /** Elements and text nodes of the text, and how many its paragraphs would have without marks. */
  function nodes() {
    let count = 0;
    const walker = document.createTreeWalker(contestant.root());
    while (walker.nextNode()) count += 1;
    return { count, paragraphs: contestant.paragraphs?.() ?? null };
  }

  const can = (name) => contestant[name] !== undefined;

  return {
    give(measured) {
      text = measured.text;
      annotations = measured.annotations;
    },
    forget() {
      text = "";
      annotations = [];
    },
    open, wordsToMark, expectMark, scrollThrough, jump, nodes, can,
  };
})();
