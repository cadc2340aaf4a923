// A Firefox over WebDriver BiDi, as far as the tests need one: a page, keys, a mouse.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = [process.env.STANDPOINT_FIREFOX, "firefox", "firefox-esr"]
  .find((name) => name && spawnSync(name, ["--version"]).status === 0);
/** For a test's `skip`: false where there is a Firefox. */
export const withoutFirefox = !program && "there is no Firefox here (STANDPOINT_FIREFOX names one)";

const keyValues = {
  Control: "\uE009", Shift: "\uE008", ArrowLeft: "\uE012", ArrowRight: "\uE014", Home: "\uE011", Escape: "\uE00C",
};

/** Starts a browser with a profile of its own and opens `address` in it. */
export async function openFirefox(address, { width, height }) {
  const profile = await mkdtemp(join(tmpdir(), "standpoint-firefox-"));
  const child = spawn(program, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] });
  const gone = new Promise((exited) => child.once("exit", exited));
  const close = async () => {
    child.kill("SIGKILL");
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const endpoint = await new Promise((found, failed) => {
      let said = "";
      child.stderr.on("data", (chunk) => {
        said += chunk;
        const match = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
        if (match) found(match[1]);
      });
      gone.then(() => failed(new Error(`Firefox did not start: ${said}`)));
    });
    const send = await connect(`${endpoint}/session`);
    await send("session.new", { capabilities: {} });
    const { contexts: [{ context }] } = await send("browsingContext.getTree", {});
    await send("browsingContext.setViewport", { context, viewport: { width, height } });
    await send("browsingContext.navigate", { context, url: address, wait: "complete" });
    return { ...hands(send, context), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A function that sends a command and awaits its answer. */
async function connect(address) {
  // Node 20 has no WebSocket of its own.
  const WebSocket = globalThis.WebSocket ?? (await import("playwright-core/lib/utilsBundle")).default.ws;
  const socket = new WebSocket(address);
  await new Promise((opened, failed) => {
    socket.addEventListener("open", opened);
    socket.addEventListener("error", () => failed(new Error(`no connection to ${address}`)));
  });
  const waiting = new Map();
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(data);
    const { done, failed } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if (answer.type === "error") failed?.(new Error(`${answer.error}: ${answer.message}`));
    else done?.(answer.result);
  });
  let count = 0;
  return (method, params) => new Promise((done, failed) => {
    count += 1;
    waiting.set(count, { done, failed });
    socket.send(JSON.stringify({ id: count, method, params }));
  });
}

function hands(send, context) {
  const act = (actions) => send("input.performActions", { context, actions: [actions] });
  return {
    async evaluate(body, argument = null) {
      const call = `async (json) => JSON.stringify((await (${body})(JSON.parse(json))) ?? null)`;
      const { result, exceptionDetails } = await send("script.callFunction", {
        functionDeclaration: call,
        arguments: [{ type: "string", value: JSON.stringify(argument) }],
        target: { context },
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
    async press(...chords) {
      const actions = chords.flatMap((chord) => {
        const keys = chord.split("+").map((key) => keyValues[key] ?? key);
        return [...keys.map((value) => ({ type: "keyDown", value })),
          ...keys.toReversed().map((value) => ({ type: "keyUp", value }))];
      });
      await act({ type: "key", id: "keyboard", actions });
    },
    async drag(from, to) {
      const move = ({ x, y }) => ({ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 });
      const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      await act({
        type: "pointer",
        id: "mouse",
        parameters: { pointerType: "mouse" },
        actions: [move(from), { type: "pointerDown", button: 0 }, move(middle), move(to), { type: "pointerUp", button: 0 }],
      });
    },
  };
}
