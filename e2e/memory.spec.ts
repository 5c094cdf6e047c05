/** Training holds on to nothing: no more tensors and bytes late in a run than early in it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

test.use({ softwareWebGpu: true });

/** Steps between the two looks; a step that keeps anything shows after one. */
const rows = [
  { backend: "wasm", steps: 300 },
  { backend: "webgpu", steps: 20 },
] as const;

for (const { backend, steps } of rows) {
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
        const settling = Math.ceil(steps / 10);
        const request = tinyRequest(spec, tinyData(16), { steps: 2 * steps, batchSize: 4 });
        const { runId } = request;
        await page.evaluate((run) => {
          document.title = "0";
          void window.lab.train(run);
        }, request);
        const early = await memoryFrom(page, runId, settling);
        await page.evaluate((run) => window.lab.resume(run), runId);
        const late = await memoryFrom(page, runId, settling + steps);
        // Early in a run the patches may be there once more, for its first pictures.
        expect(late.tensors, spec.id).toBeLessThanOrEqual(early.tensors);
        expect(late.bytes, spec.id).toBeLessThanOrEqual(early.bytes);
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
