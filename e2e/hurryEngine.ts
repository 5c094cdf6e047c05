/** Less waiting for what happens every few seconds. */
import type { Page } from "@playwright/test";
import { engineWorker } from "./engineWorker.ts";

/**
 * The engine's clock runs so many times as fast from now on: what is due every few seconds of training, as a
 * checkpoint, is due sooner. What has a share of the time keeps it.
 */
export async function hurryEngine(page: Page, times: number): Promise<void> {
  await engineWorker(page).evaluate((rate) => {
    const scope = globalThis as { realTime?: () => number };
    scope.realTime ??= performance.now.bind(performance);
    const { realTime } = scope;
    const base = performance.now();
    const since = realTime();
    performance.now = () => base + rate * (realTime() - since);
  }, times);
}
