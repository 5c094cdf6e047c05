/** A run on a real WebGPU device that is lost again and again. */
import * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import { runsOnGpu, until } from "./runsOnGpu.ts";
import { request, type session } from "./runsSession.ts";
import { tinyHparams } from "./tinyModel.ts";

export interface DeviceLossOptions {
  /** Gives devices. */
  readonly gpu: GPU;
  readonly count: number;
  readonly seed: number;
  /** Steps compiled for the device, or by TensorFlow.js on it. */
  readonly isCompiled: boolean;
  readonly collectGarbage: () => Promise<void>;
  readonly onProgress?: (done: number) => void;
}

export interface DeviceLossReport {
  readonly resumed: number;
  /** Largest loss of training time, s, and of steps. */
  readonly mostSecondsLost: number;
  readonly mostStepsLost: number;
  /** Of the steps lost, the most that had been saved; 0 where each loss cost only what came after the last save. */
  readonly mostSavedStepsLost: number;
  /** Held by TensorFlow.js when all is over, beyond what it held before. */
  readonly tensorsLeft: number;
  readonly devices: number;
  /** Of these, with all that was on them. */
  readonly devicesHeld: number;
  readonly failures: readonly string[];
}

/** So far apart that none counts as following another. */
const apartMs = 150_000;

/** Loses the device at random steps, and now and then while the run is still on its way back. */
export async function loseDevices({
  gpu,
  count,
  seed,
  isCompiled,
  collectGarbage,
  onProgress,
}: DeviceLossOptions): Promise<DeviceLossReport> {
  const rng = new Rng(seed);
  let now = 0;
  const { runs, compute, devices, devicesHeld } = await runsOnGpu({
    gpu,
    isCompiled,
    now: () => now,
  });
  const before = tf.memory().numTensors;
  await runs.train(request("a", { hparams: tinyHparams({ steps: 1000 }) }));

  const failures: string[] = [];
  let [resumed, mostSecondsLost, mostStepsLost, mostSavedStepsLost] = [0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    if (rng.uniform() < 0.3) await runs.saveNow();
    await stepsTaken(runs, rng.below(6));
    const { trainer, kept } = await runs.open("a");
    const { step, seconds } = trainer ?? { step: 0, seconds: 0 };
    const savedStep = kept?.record.step ?? 0;
    const isTwofold = rng.uniform() < 0.3;
    now += apartMs;
    devices.last?.device.destroy();
    if (isTwofold) {
      const known = devices.count;
      await until(async () => devices.count > known);
      now += apartMs;
      devices.last?.device.destroy(); // before the run is back
    }
    const back = await trainingAgain(runs);
    if (!back) {
      failures.push(`loss ${at}: not back`);
      break;
    }
    resumed++;
    mostSecondsLost = Math.max(mostSecondsLost, seconds - back.seconds);
    mostStepsLost = Math.max(mostStepsLost, step - back.step);
    mostSavedStepsLost = Math.max(mostSavedStepsLost, savedStep - back.step);
    if (compute.info.backend !== "webgpu") failures.push(`loss ${at}: on ${compute.info.backend}`);
    onProgress?.(at + 1);
  }
  await runs.delete("a");
  const tensorsLeft = tf.memory().numTensors - before;
  devices.last?.close();
  await collectGarbage();
  return {
    resumed,
    mostSecondsLost,
    mostStepsLost,
    mostSavedStepsLost,
    tensorsLeft,
    devices: devices.count,
    devicesHeld: devicesHeld(),
    failures,
  };
}

type Runs = ReturnType<typeof session>["runs"];

async function stepsTaken(runs: Runs, count: number): Promise<void> {
  const first = (await runs.open("a")).trainer?.step ?? 0;
  await until(async () => ((await runs.open("a")).trainer?.step ?? 0) >= first + count);
}

/** Where it stands when it trains again; null where that takes too long. */
async function trainingAgain(runs: Runs) {
  const isBack = await until(async () => {
    const run = await runs.open("a").catch(() => null);
    return run?.state === "training" && (run.trainer?.step ?? 0) > run.record.step - 1;
  });
  return isBack ? (await runs.open("a")).record : null;
}
