/**
 * Using a model: pictures from latent vectors, verdicts on photos. While a slow step keeps the engine
 * busy, the sampler worker answers from the newest weight snapshot.
 */
import type { LatentSpace, PlayerApi, Translation, Verdict } from "../protocol/engine.ts";
import type { PhotoSource } from "../protocol/project.ts";
import { useAppStore } from "../state/store.ts";
import { askEngine, askSampler } from "./workers.ts";

/** Above this a slider would wait too long for the engine to come between two steps. */
const slowStepMs = 100;

function engineIsSlow(): boolean {
  return useAppStore
    .getState()
    .runs.some(
      (run) =>
        run.state === "preparing" ||
        (run.state === "training" && (run.stepMs === 0 || run.stepMs > slowStepMs)),
    );
}

async function play<T>(
  runId: string,
  call: (player: Omit<PlayerApi, "holds">) => Promise<T>,
): Promise<T> {
  if (engineIsSlow() && (await askSampler((sampler) => sampler.holds(runId)))) {
    return askSampler(call);
  }
  return askEngine(call);
}

/**
 * Decodes z [latentDim] with the run's newest weights.
 * @param weights how much of each class, summing to 1, where the model is told classes; default: the first
 */
export const generate = (
  runId: string,
  z: Float32Array,
  weights?: Float32Array,
): Promise<ImageBitmap> => play(runId, (player) => player.generate(runId, z, weights));

/** One photo as it would look in domain `target` (0 or 1); throws `UnreadableImage` by name. */
export const translate = (
  runId: string,
  image: Blob | PhotoSource,
  target: number,
): Promise<Translation> => play(runId, (player) => player.translate(runId, image, target));

/** Judges one photo; throws `UnreadableImage` by name. */
export const classify = (runId: string, image: Blob | PhotoSource): Promise<Verdict> =>
  play(runId, (player) => player.classify(runId, image));

export const latentSpace = (runId: string): Promise<LatentSpace> =>
  askEngine((engine) => engine.latentSpace(runId));

export const encode = (runId: string, image: Blob | PhotoSource): Promise<Float32Array> =>
  askEngine((engine) => engine.encode(runId, image));
