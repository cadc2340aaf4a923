// One load of a page in a fresh profile, timed inside the page.

/** Emulated networks; the second is the "slow 4G" of Lighthouse. */
export const NETWORKS = [
  { name: "unlimited" },
  { name: "150 ms, 1.6 Mbit/s", latencyMs: 150, bytesPerSecond: (1.6 * 1024 * 1024) / 8 },
];
const TIMEOUT_MS = 60_000;

/** Runs in the page before its own scripts: notes when the frame with this `data-ready` is painted. */
function watchReady(value) {
  const look = () => {
    if (document.querySelector(`[data-ready="${value}"]`)) {
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          globalThis.readyMs = performance.now();
        };
        port2.postMessage(null);
      });
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
}

/**
 * Milliseconds from navigation to ready, and what was sent until then.
 * Fails when the page reports an error or is not ready in time.
 */
export async function measureLoad(browser, server, page, network) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    if (network.latencyMs) {
      const session = await context.newCDPSession(tab);
      await session.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: network.latencyMs,
        downloadThroughput: network.bytesPerSecond,
        uploadThroughput: network.bytesPerSecond,
      });
    }
    await tab.addInitScript(watchReady, page.ready);
    server.startCount();
    await tab.goto(server.address + page.path, { timeout: TIMEOUT_MS });
    await tab.waitForFunction(() => globalThis.readyMs !== undefined, null, { timeout: TIMEOUT_MS }).catch(() => {
      throw new Error(`${page.name} was not ready in ${TIMEOUT_MS} ms. ${errors.join("; ")}`);
    });
    return { readyMs: await tab.evaluate(() => globalThis.readyMs), ...server.count() };
  } finally {
    await context.close();
  }
}
