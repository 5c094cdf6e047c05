/** A run's model out of its record and its checkpoint, whatever was changed since it began. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import type { RunRecord } from "../../protocol/run.ts";
import { buildModel, type LearningModel } from "../models/builtModel.ts";
import { fillHparams } from "../models/model.ts";
import { freshRecord } from "../runs/runRecords.ts";
import { registry } from "../tasks/registry.ts";
import { request } from "../testing/runsSession.ts";
import { withSmallerBatch } from "../training/adjusted.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { modelFromCheckpoint } from "./modelFromCheckpoint.ts";

beforeAll(() => tf.setBackend("cpu"));

const { cyclegan } = registry;

/** Of a run whose batch has no room in the smallest pool of images. */
function recordOf(): RunRecord {
  const hparams = fillHparams(cyclegan?.hparams ?? {}, { width: 2, blocks: 1, batchSize: 64 });
  const asked = request("a", { modelId: "cyclegan", hparams });
  const patches = { ...asked.data.patches, size: 16 } as const;
  return freshRecord({ ...asked, data: { ...asked.data, patches } }, "cpu");
}

it("is found again after its batch was made smaller than what it was built for", async () => {
  const record = recordOf();
  const model = buildModel(registry, record) as LearningModel;
  const smaller = { ...record, ...withSmallerBatch(record, { hparams: cyclegan?.hparams ?? {} }) };
  model.adjust(smaller.hparams);
  const bytes = await writeCheckpoint(model, smaller);

  const found = modelFromCheckpoint(registry, readCheckpoint(bytes));
  expect(found.record.hparams.batchSize).toBe(32);
  expect(found.model.buffers?.poolA?.shape).toEqual([64, 16, 16, 3]);
  expect((found.model as LearningModel).schedule(3, 100)).toEqual(model.schedule(3, 100)); // of batches of 32
  found.model.dispose();
  model.dispose();
});
