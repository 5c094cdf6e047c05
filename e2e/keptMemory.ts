/** What a training on the lab page holds on to, early and late: tensors and bytes. */
import type { Page } from "@playwright/test";
import type { Usage } from "../src/protocol/measuring.ts";
import type { ModelSpec } from "../src/protocol/spec.ts";
import { tinyData, tinyRequest } from "./labRuns.ts";

type Held = Pick<Usage, "tensors" | "bytes">;

export interface KeptMemory {
  readonly early: Held;
  readonly late: Held;
}

/** A run that comes to its end before the late look has given up its patches: two tensors, 18,432 bytes. */
const endless = 100_000;

/**
 * Trains a tiny model on a lab page whose engine runs, and leaves it paused.
 * @param settling steps until the early look: what begins a run is over
 * @param steps    from there to the late look
 */
export async function keptMemory(
  page: Page,
  spec: ModelSpec,
  settling: number,
  steps: number,
): Promise<KeptMemory> {
  const request = tinyRequest(spec, tinyData(16), { steps: endless, batchSize: 4 });
  const { runId } = request;
  await page.evaluate((run) => {
    document.title = "0";
    window.reportProgress = (done, total) => {
      if (total === run.hparams.steps) document.title = String(done); // patches are counted too
    };
    void window.lab.train(run);
  }, request);
  const early = await memoryFrom(page, runId, settling);
  await page.evaluate((run) => window.lab.resume(run), runId);
  const late = await memoryFrom(page, runId, settling + steps);
  return { early, late };
}

/** Pauses the run once it has taken `step` steps and gives what it then holds. */
async function memoryFrom(page: Page, runId: string, step: number): Promise<Held> {
  await page.waitForFunction((least) => Number(document.title) >= least, step, {
    polling: 50,
    timeout: 0, // as long as whoever asks allows
  });
  await page.evaluate((run) => window.lab.pause(run), runId);
  return page.evaluate(async () => {
    let last = "";
    let calm = 0;
    while (calm < 3) {
      // what is still being read or drawn is gone when nothing changes any more
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { tensors, bytes } = await window.lab.usage();
      const now = JSON.stringify({ tensors, bytes });
      calm = now === last ? calm + 1 : 0;
      last = now;
    }
    return JSON.parse(last) as { tensors: number; bytes: number };
  });
}
