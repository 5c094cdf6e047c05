/** Training holds on to nothing: as many tensors and bytes late in a run as early in it. */
import { expect, test } from "./fixtures.ts";
import { keptMemory } from "./keptMemory.ts";
import { startLab } from "./labRuns.ts";

test.use({ softwareWebGpu: true });

test("every model keeps its memory over 400 steps on wasm", async ({ page }) => {
  test.slow(); // seven trainings
  const { models, backend } = await startLab(page, "wasm");
  expect(backend.backend).toBe("wasm");
  expect(models.length).toBeGreaterThan(0);
  for (const spec of models) {
    await test.step(spec.id, async () => {
      const { early, late } = await keptMemory(page, spec, 100, 400);
      expect(late, spec.id).toEqual(early);
    });
  }
});

/** SwiftShader compiles for long: `npm run soak -- memory` has all models. */
const onWebGpu = ["conv-autoencoder"];

test("an autoencoder keeps its memory over 40 steps on webgpu", async ({ page }) => {
  test.slow();
  const { models, backend } = await startLab(page, "webgpu");
  expect(backend.backend).toBe("webgpu");
  const tried = models.filter(({ id }) => onWebGpu.includes(id));
  expect(tried.map(({ id }) => id)).toEqual(onWebGpu);
  for (const spec of tried) {
    await test.step(spec.id, async () => {
      const { early, late } = await keptMemory(page, spec, 10, 40);
      expect(late, spec.id).toEqual(early);
    });
  }
});
