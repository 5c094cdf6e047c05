/** Training holds on to nothing: as many tensors and bytes late in a run as early in it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

test.use({ softwareWebGpu: true });

/** Steps between the two looks, the first of which is taken once what begins a run is over. */
const rows = [
  { backend: "wasm", steps: 1000, settling: 100 },
  { backend: "webgpu", steps: 40, settling: 10 },
] as const;

/** A run that comes to its end before the late look has given up its patches: two tensors, 18,432 bytes. */
const endless = 100_000;

for (const { backend, steps, settling } of rows) {
  test(`every model keeps its memory over ${steps} steps on ${backend}`, async ({ page }) => {
    test.slow(); // seven trainings
    const { models, backend: used } = await startLab(page, backend);
    expect(used.backend).toBe(backend);
    await page.evaluate(() => {
      window.reportProgress = (step) => {
        document.title = String(step);
      };
    });
    for (const spec of models) {
      await test.step(spec.id, async () => {
        const request = tinyRequest(spec, tinyData(16), { steps: endless, batchSize: 4 });
        const { runId } = request;
        await page.evaluate((run) => {
          document.title = "0";
          void window.lab.train(run);
        }, request);
        const early = await memoryFrom(page, runId, settling);
        await page.evaluate((run) => window.lab.resume(run), runId);
        const late = await memoryFrom(page, runId, settling + steps);
        expect(late, spec.id).toEqual(early);
      });
    }
  });
}

/** Pauses the run once it has taken `step` steps and gives what it then holds. */
async function memoryFrom(page: Page, runId: string, step: number) {
  await page.waitForFunction((least) => Number(document.title) >= least, step, { polling: 50 });
  await page.evaluate((run) => window.lab.pause(run), runId);
  return page.evaluate(async () => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, 250));
    let last = "";
    let calm = 0;
    while (calm < 3) {
      // what is still being read or drawn is gone when nothing changes any more
      await wait();
      const { tensors, bytes } = await window.lab.usage();
      const now = JSON.stringify({ tensors, bytes });
      calm = now === last ? calm + 1 : 0;
      last = now;
    }
    return JSON.parse(last) as { tensors: number; bytes: number };
  });
}
