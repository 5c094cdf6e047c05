/**
 * Using a model: pictures from latent vectors, verdicts on photos. While slow steps keep the engine busy,
 * the sampler worker answers from the newest weight snapshot.
 */
import type { PixelMap } from "../protocol/answers.ts";
import type {
  Drawing,
  InferenceApi,
  Judged,
  LatentSpace,
  PhotoToJudge,
  Translation,
} from "../protocol/inference.ts";
import type { PhotoSource } from "../protocol/project.ts";
import type { Run } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { WorkerLost } from "./engine/calls.ts";
import { askSampler, samplerHolds } from "./engine/sampler.ts";
import { askEngine } from "./workers.ts";

/** Above this a slider would wait too long for the engine to come between two steps… */
const slowStepMs = 110;
/** …and below this it does not. Between them whoever answers goes on answering. */
const quickStepMs = 80;

let isSlow = false;

/** @param run one that is under way */
export function isSlowNow(
  run: Pick<Run, "state" | "stepMs"> | undefined,
  wasSlow: boolean,
): boolean {
  if (!run) return false;
  if (run.state === "preparing" || run.stepMs === 0) return true;
  return run.stepMs > (wasSlow ? quickStepMs : slowStepMs);
}

function engineIsSlow(): boolean {
  const { runs } = useAppStore.getState();
  isSlow = isSlowNow(
    runs.find(({ state }) => state === "preparing" || state === "training"),
    isSlow,
  );
  return isSlow;
}

async function infer<T>(runId: string, call: (worker: InferenceApi) => Promise<T>): Promise<T> {
  if (engineIsSlow() && samplerHolds(runId)) {
    try {
      return await askSamplerAgain(runId, call);
    } catch (error) {
      if (!(error instanceof WorkerLost || isUnknownRun(error))) throw error; // the engine has the weights, too
    }
  }
  return askEngine(call);
}

/** A sampler that has let go of the run, or is another one by now, gets it anew and is asked once more. */
async function askSamplerAgain<T>(
  runId: string,
  call: (worker: InferenceApi) => Promise<T>,
): Promise<T> {
  try {
    return await askSampler(call);
  } catch (error) {
    if (!isUnknownRun(error)) throw error;
    await askEngine((engine) => engine.handToSampler(runId));
    return askSampler(call);
  }
}

const isUnknownRun = (error: unknown): boolean =>
  error instanceof Error && error.name === "UnknownRun";

/** One picture, with the run's newest weights; of the first class where none is stated. */
export const generate = (runId: string, drawing: Drawing): Promise<ImageBitmap> =>
  infer(runId, (worker) => worker.generate(runId, drawing));

/** One photo as it would look in domain `target` (0 or 1); throws `UnreadableImage` by name. */
export const translate = (
  runId: string,
  image: Blob | PhotoSource,
  target: number,
): Promise<Translation> => infer(runId, (worker) => worker.translate(runId, image, target));

/** Judges photos together; one that cannot be read is refused with the name of the reason. */
export const classify = (
  runId: string,
  photos: readonly PhotoToJudge[],
): Promise<readonly Judged[]> => infer(runId, (worker) => worker.classify(runId, photos));

/** Where in a photo a class was seen. */
export const heatMap = (
  runId: string,
  photo: Blob | PhotoSource,
  label: number,
): Promise<PixelMap> => infer(runId, (worker) => worker.heatMap(runId, photo, label));

export const latentSpace = (runId: string): Promise<LatentSpace> =>
  askEngine((engine) => engine.latentSpace(runId));

export const encode = (runId: string, image: Blob | PhotoSource): Promise<Float32Array> =>
  askEngine((engine) => engine.encode(runId, image));
