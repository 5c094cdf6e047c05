/** The whole engine without a browser: what is asked of a model while it is told to train. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Judged } from "../protocol/inference.ts";
import { createEngine } from "./engine.ts";
import { classes, data, request } from "./testing/runsSession.ts";
import { tinyHparams, tinyModel } from "./testing/tinyModel.ts";
import type { LongWork } from "./work/longWork.ts";

beforeAll(() => {
  vi.stubGlobal("ImageData", class {}); // pictures are not looked at here
  vi.stubGlobal("createImageBitmap", async () => ({}));
  vi.stubGlobal("navigator", {}); // without locks, and without word of the memory
});
afterAll(() => vi.unstubAllGlobals());

const heart: LongWork = {
  beginLong: () => undefined,
  endLong: () => undefined,
  during: (work) => work(),
};

function probabilitiesIn([judged]: readonly Judged[]): readonly number[] {
  if (!judged || "refused" in judged) throw new Error(`No verdict: ${judged?.refused}`);
  return judged.probabilities;
}

it("judges a photo by the weights of one moment, though steps are taken meanwhile", async () => {
  const engine = createEngine({ tiny: tinyModel }, heart);
  const events = { postMessage: () => undefined } as unknown as MessagePort;
  await engine.start(events, { backend: "cpu", steps: "stock" });
  await engine.train(
    request("a", {
      hparams: tinyHparams({ steps: 1000, learningRate: 0.1 }),
      data: { ...data, patches: { ...data.patches, shortSide: 320 }, heldOut: [] }, // judged over several tasks
    }),
  );
  await engine.pause("a");
  const photo = classes[0]?.photos[0]?.source;
  if (!photo) throw new Error("No photo");
  const judged = async () =>
    probabilitiesIn(await engine.classify("a", [{ photo, withHeat: false, withPhoto: false }]));
  const moments = [await judged()];
  const asked = judged();
  for (let step = 0; step < 3; step++) {
    await engine.step("a");
    moments.push(await judged());
  }
  expect(new Set(moments.map(String)).size).toBe(moments.length);
  expect(moments).toContainEqual(await asked);
});
