/** A sample of mutated image files through the real import; ten thousand are left to the soak. */
import { Rng } from "../src/lib/rng.ts";
import { expect, test } from "./fixtures.ts";
import { startLab } from "./labRuns.ts";
import { importMutated, soundImages } from "./mutatedImages.ts";

test("every mutated image ends as a photo or as a line of the report", async ({ page }, info) => {
  await startLab(page, "wasm");
  const seeds = await soundImages(page);
  const files = 120;
  const folder = info.outputPath("mutated");
  const { imported, skipped } = await importMutated(page, folder, seeds, files, new Rng(7));
  expect(imported + skipped).toBe(files);
  expect(imported, "some are still pictures").toBeGreaterThan(10);
  expect(skipped, "some are none").toBeGreaterThan(10);
});
