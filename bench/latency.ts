/** From a key press on a slider to the picture that it asks for, measured inside the page. */
import type { Locator, Page } from "playwright";

export interface Latency {
  readonly moves: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly worstMs: number;
}

declare global {
  interface Window {
    /** Kept on the page while it is measured, ms. */
    sliderLatencies: number[];
  }
}

const pauseMs = 60;
const answerTimeoutMs = 20_000;

/**
 * Moves a slider by its arrow keys, one press at a time, and waits for each picture. While a model
 * trains its pictures also change by themselves: only one drawn from the slider's new value counts.
 * @param slider  of dimension `index`, counted from 0
 * @param picture a canvas with the vector it was drawn from in `data-z`, and a `data-version` that
 *                changes with each picture
 */
export async function measureLatency(
  page: Page,
  slider: Locator,
  index: number,
  picture: Locator,
  moves: number,
): Promise<Latency> {
  await slider.focus();
  await slider.evaluate(watch, { index, canvas: await picture.elementHandle() });
  for (let move = 0; move < moves; move++) {
    await page.keyboard.press(move % 20 < 10 ? "ArrowRight" : "ArrowLeft");
    await page.waitForFunction((count) => window.sliderLatencies.length > count, move, {
      polling: 10,
      timeout: answerTimeoutMs,
    });
    await page.waitForTimeout(pauseMs + 7 * (move % 10)); // not in step with the training loop
  }
  const latencies = await page.evaluate(() => window.sliderLatencies);
  const [p50Ms, p95Ms, worstMs] = [0.5, 0.95, 1].map((share) =>
    Number(percentile(latencies, share).toFixed(1)),
  ) as [number, number, number];
  return { moves, p50Ms, p95Ms, worstMs };
}

/** Runs in the page: takes the time from a key's own time stamp to the picture that it asked for. */
function watch(
  slider: Element,
  { index, canvas }: { readonly index: number; readonly canvas: Element | null },
): void {
  let pressedAt: number | null = null;
  window.sliderLatencies = [];
  slider.addEventListener("keydown", ({ timeStamp }) => {
    pressedAt = timeStamp;
  });
  new MutationObserver(() => {
    const drawnAt = performance.now();
    const drawn = Number((canvas as HTMLElement).dataset.z?.split(",")[index]);
    const asked = (slider as HTMLInputElement).valueAsNumber;
    if (pressedAt === null || Math.abs(drawn - asked) > 1e-3) return;
    window.sliderLatencies.push(drawnAt - pressedAt);
    pressedAt = null;
  }).observe(canvas as Node, { attributes: true, attributeFilter: ["data-version"] });
}

/** Nearest-rank percentile. @param share in (0, 1] */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
