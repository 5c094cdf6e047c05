/** Ways to lose the engine's worker, from outside of the app. */
import type { Page, Worker } from "@playwright/test";

/** The newest engine of a page. */
export function engineWorker(page: Page): Worker {
  const worker = page.workers().findLast((entry) => /\/workers\/worker-/.test(entry.url()));
  if (!worker) throw new Error("The page has no engine");
  return worker;
}

/** It ends itself, as on a fault that takes it down; nobody is told. */
export function endEngine(page: Page): void {
  engineWorker(page)
    .evaluate(() => close())
    .catch(() => undefined); // there is nobody left to answer
}

/**
 * It loops for ever, a moment after the call: where the call itself never came back, Chromium would keep all
 * memory of the worker for the developer tools that wait for it.
 */
export function hangEngine(page: Page): void {
  engineWorker(page)
    .evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    })
    .catch(() => undefined);
}
