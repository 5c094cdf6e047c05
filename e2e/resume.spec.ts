/** A page that dies while a model trains costs a few seconds of training, and changes nothing else. */
import { expect, test } from "./fixtures.ts";
import { interruptRun, lossDifference, undisturbedRun } from "./interruptedRun.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

/** By the engine's clock longer than the interval between two checkpoints, which is eight seconds. */
const aliveMs = 2500;
const hurry = 4;

test("a run goes on after its page died as if nothing had happened", async ({ context, page }) => {
  const { models } = await startLab(page, "wasm");
  const spec = models.find(({ id }) => id === "cyclegan"); // it carries images from step to step, too
  if (!spec) throw new Error("There is no cyclic GAN");
  await page.close();
  const request = tinyRequest(spec, tinyData(16), { steps: 100_000, width: 8 });

  const { lastSeen, found, goneOn } = await interruptRun(context, request, aliveMs, hurry);
  const whole = await undisturbedRun(context, { ...request, runId: "whole" }, goneOn.step);

  expect(found.state).toBe("paused");
  expect(found.step).toBeGreaterThan(0);
  expect(found.step).toBeLessThanOrEqual(lastSeen.step);
  const { compared, largest } = lossDifference(goneOn, whole, spec.losses, found.step + 1);
  expect(compared).toBeGreaterThan(10);
  expect(largest).toBe(0);
});
