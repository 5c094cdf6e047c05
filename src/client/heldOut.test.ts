/** Verdicts on the photos that were held out. */
import { expect, it, vi } from "vitest";
import { storedRun } from "../data/testing/documentsOf.ts";
import { runOf } from "../state/runs.ts";
import { checkHeldOut } from "./heldOut.ts";

const evaluate = vi.hoisted(() => vi.fn());
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (engine: unknown) => unknown) => ask({ evaluate }),
}));

it("are asked for again where they could not be had, and once where they could", async () => {
  const run = runOf(storedRun("r", ["a".repeat(64)]));
  evaluate.mockRejectedValueOnce(new Error("The device is lost"));
  expect(await Promise.all([checkHeldOut(run), checkHeldOut(run)])).toEqual([null, null]);
  evaluate.mockResolvedValue({ photos: [[1]] });
  expect(await checkHeldOut(run)).toEqual([[1]]);
  expect(await checkHeldOut(run)).toEqual([[1]]);
  expect(evaluate).toHaveBeenCalledTimes(2);
});
