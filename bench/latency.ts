/** From a key press on a slider to the picture that it asks for, measured inside the page. */
import type { Locator, Page } from "playwright";

export interface Latency {
  readonly moves: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly worstMs: number;
}

/** Kept on the page while it is measured. */
interface Probe {
  pressedAt: number | null;
  readonly latencies: number[];
}

declare global {
  interface Window {
    latencyProbe: Probe;
  }
}

const pauseMs = 60;
const answerTimeoutMs = 10_000;

/**
 * Moves the slider by its arrow keys, one press at a time, and waits for each picture.
 * @param picture a canvas whose `data-version` changes with each picture drawn
 */
export async function measureLatency(
  page: Page,
  slider: Locator,
  picture: Locator,
  moves: number,
): Promise<Latency> {
  await slider.focus();
  await picture.evaluate(installProbe);
  for (let move = 0; move < moves; move++) {
    await page.keyboard.press(move % 20 < 10 ? "ArrowRight" : "ArrowLeft");
    await page.waitForFunction((count) => window.latencyProbe.latencies.length > count, move, {
      polling: 10,
      timeout: answerTimeoutMs,
    });
    await page.waitForTimeout(pauseMs + 7 * (move % 10)); // not in step with the training loop
  }
  const latencies = await page.evaluate(() => window.latencyProbe.latencies);
  return {
    moves,
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
    worstMs: percentile(latencies, 1),
  };
}

/** Runs in the page: takes the time from a key's own time stamp to the next picture. */
function installProbe(canvas: Element): void {
  window.latencyProbe = { pressedAt: null, latencies: [] };
  document.addEventListener(
    "keydown",
    (event) => {
      window.latencyProbe.pressedAt = event.timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(() => {
    const { pressedAt, latencies } = window.latencyProbe;
    if (pressedAt !== null) latencies.push(performance.now() - pressedAt);
    window.latencyProbe.pressedAt = null;
  }).observe(canvas, { attributes: true, attributeFilter: ["data-version"] });
}

/** Nearest-rank percentile. @param share in (0, 1] */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
