/** Peers compute the same step as our models: a model that changes takes its peers along. */
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { openNodeMachine } from "../../../../src/wasm/step/testing/nodeMachine.ts";
import { buildProblem, type Problem } from "../problem.ts";
import type { StartEngine } from "../timedStep.ts";
import { startWasm } from "./ours.ts";
import { startStock } from "./stock/stock.ts";

const ours = startWasm(() => openNodeMachine(1));
const stock = startStock(async () => ({ device: tf.getBackend(), peakBytes: () => null }));

async function firstLosses(start: StartEngine, problem: Problem) {
  const step = await start(problem);
  step.prepare(0)();
  return step.losses();
}

const networks = ["gan", "vae", "classifier", "discriminator"] as const;

it.each(networks)(
  "the %s has the same first losses on stock tfjs as on our engine",
  async (network) => {
    const problem = await buildProblem({ network, width: 4, size: 16, batchSize: 4 });
    const [expected, actual] = [
      await firstLosses(ours, problem),
      await firstLosses(stock, problem),
    ];
    expect(Object.keys(actual).length).toBeGreaterThan(0);
    for (const [loss, value] of Object.entries(actual))
      expect(value / (expected[loss] ?? Number.NaN), loss).toBeCloseTo(1, 4);
  },
);
