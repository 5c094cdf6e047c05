/** A run whose newest checkpoint and stored record are not of one moment: it stands where its weights do, and that is told. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { RunRecord } from "../../protocol/run.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

let kept: ReturnType<typeof disk>;
let stored: RunRecord;

/** Kept at step 0, and after each of two steps. */
beforeEach(async () => {
  kept = disk();
  const { runs } = session(kept);
  await runs.train(request("a", { hparams: tinyHparams({ steps: 1000 }) }));
  await runs.pause("a");
  await runs.step("a");
  await runs.step("a");
  stored = (await kept.documents.loadRun("a")) as RunRecord; // it was stored just now
});

/** Of a new worker that has opened the run: what it told, and where the run stands. */
async function found() {
  const { runs, events } = session(kept);
  await runs.load();
  const { record } = await runs.open("a");
  return { record, told: events.filter(({ type }) => type === "foundElsewhere") };
}

it("says nothing of a run that is as its record says", async () => {
  expect((await found()).told).toEqual([]);
});

it("says where a run stands whose newest checkpoint is damaged", async () => {
  const { checkpoints } = kept.folders;
  const slots = await Promise.all(
    (["a.a", "a.b"] as const).map(async (name) => {
      const bytes = new Uint8Array(await ((await checkpoints.read(name)) as Blob).arrayBuffer());
      return { name, bytes, sequence: new DataView(bytes.buffer).getUint32(8) };
    }),
  );
  const newest = slots.reduce((a, b) => (a.sequence > b.sequence ? a : b));
  await checkpoints.write(newest.name, newest.bytes.slice(0, newest.bytes.length / 2));
  const { told, record } = await found();
  expect(record.step).toBe(stored.step - 1);
  expect(told).toEqual([{ type: "foundElsewhere", runId: "a", record }]);
});

it("says where a run stands that was cut off after its weights were written, or a change of its settings", async () => {
  await kept.documents.saveRun({ ...stored, step: stored.step - 1 });
  expect(await found()).toMatchObject({ record: { step: stored.step }, told: [{ runId: "a" }] });

  const hparams = { ...stored.hparams, learningRate: 0.002 };
  await kept.documents.saveRun({ ...stored, hparams });
  const { told } = await found();
  expect(told).toMatchObject([{ record: { hparams: stored.hparams } }]);
});
