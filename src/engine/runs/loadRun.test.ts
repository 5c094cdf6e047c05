/** Runs whose weights storage does not have: those that never took a step begin, and of others no picture is made up. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, expect, it, vi } from "vitest";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { RunStore } from "../checkpoints/runStore.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import type { Runs } from "./runs.ts";

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const long = request("a", { hparams: tinyHparams({ steps: 1000 }) });

/** Has told of its steps. */
async function hasTrained(runs: Runs): Promise<void> {
  while ((await runs.open("a")).record.step === 0) await nextTask();
}

it("is shown as what is left of it where its weights are lost, and neither used nor trained anew", async () => {
  const kept = disk();
  const first = session(kept);
  await first.runs.train(long);
  await hasTrained(first.runs);
  await first.runs.pause("a");
  const [stored] = await kept.documents.loadRuns();
  expect(stored?.step).toBeGreaterThan(0);
  await kept.checkpoints.remove("a");

  const before = tf.memory().numTensors;
  const { runs, events } = session(kept);
  expect(await runs.load()).toMatchObject([{ state: "failed", failure: "LostWeights" }]);
  const lost = { name: "LostWeights" };
  await expect(runs.use("a", async () => "a picture")).rejects.toMatchObject(lost);
  await expect(runs.resume("a")).rejects.toMatchObject(lost);
  await expect(runs.branch("a", "latest", "b", "B")).rejects.toMatchObject(lost);
  expect(events).toContainEqual({
    type: "runState",
    runId: "a",
    state: "failed",
    failure: "LostWeights",
  });
  expect((await runs.refresh())[0]).toMatchObject({
    state: "failed",
    failure: "LostWeights",
    step: stored?.step,
    history: stored?.history,
  });
  await runs.rename("a", "Moss");
  // Storage may only not have answered: what it holds of the run stays.
  expect(await kept.documents.loadRuns()).toEqual([{ ...stored, name: "Moss" }]);
  expect(tf.memory().numTensors).toBe(before);
  await runs.delete("a");
  expect(runs.has("a")).toBe(false);
});

it("says so as well where only a copy of it was asked for", async () => {
  const kept = disk();
  const first = session(kept);
  await first.runs.train(request("a"));
  await first.ended("a");
  await kept.checkpoints.remove("a");
  const { runs, states } = session(kept);
  await runs.load();
  await expect(runs.branch("a", "latest", "b", "B")).rejects.toMatchObject({ name: "LostWeights" });
  expect(states("a")).toEqual(["failed"]);
  expect(runs.has("b")).toBe(false);
  expect(await kept.documents.loadRun("b")).toBeNull();
});

it("is not damaged where it is shipped with the app, and the server does not give it", async () => {
  const record = { ...storedRun("shipped", []), history: [] }; // JSON has no NaN, and none that diverged is shipped
  vi.stubGlobal("fetch", async (url: string) =>
    url.endsWith("index.json")
      ? Response.json([{ file: "shipped.safetensors", record }])
      : new Response(null, { status: 503 }),
  );
  const { documents, checkpoints, bin } = disk();
  const store = new RunStore(documents, checkpoints, bin);
  expect(await store.loadShipped()).toMatchObject([{ runId: "shipped" }]);
  await expect(store.checkpoint("shipped")).rejects.toMatchObject({ name: "NotServed" });
  vi.unstubAllGlobals();
});

it("begins anew where nothing of it was kept yet, also when it was renamed while it trained", async () => {
  const kept = disk();
  const first = session(kept);
  await first.runs.train(long);
  await hasTrained(first.runs);
  await first.runs.rename("a", "Moss");

  const second = session(kept); // the page died before the first save
  await second.runs.load();
  expect(await kept.checkpoints.read("a")).toBeNull();
  const found = await second.runs.open("a");
  expect(found.record).toMatchObject({ name: "Moss", state: "paused", step: 0, history: [] });
  await second.runs.resume("a");
  expect((await second.runs.open("a")).state).toBe("training");
  for (const { runs } of [first, second]) await runs.delete("a");
});
