/**
 * The sampler worker: a second, single-threaded WASM backend that answers from the newest weight
 * snapshots while a slow step keeps the engine busy.
 */
import { expose, transfer } from "comlink";
import { createDecoder } from "../data/decoder.ts";
import { openFileStore } from "../data/opfs.ts";
import { createPhotoStore } from "../data/photoStore.ts";
import { createPhotoResolver, type ResolvePhoto } from "../data/resolvePhoto.ts";
import type { PixelMap } from "../protocol/answers.ts";
import type { SamplerApi } from "../protocol/engine.ts";
import type { Drawing, Judged, PhotoToJudge, Translation } from "../protocol/inference.ts";
import type { PhotoSource } from "../protocol/project.ts";
import type { WorkerSignal } from "../protocol/signal.ts";
import { activateWasm } from "../wasm/wasmBackend.ts";
import type { InferringRun } from "./inference/inferringRun.ts";
import { Snapshots } from "./inference/snapshots.ts";
import { openWasmWeights } from "./inference/wasmWeights.ts";
import { classifyPhotos, heatMapOf, photosOf } from "./tasks/classifying.ts";
import { generate } from "./tasks/drawing.ts";
import { registry } from "./tasks/registry.ts";
import { translatePhoto } from "./tasks/translate.ts";
import { startHeart } from "./work/heart.ts";

const heart = startHeart();

class Sampler implements SamplerApi {
  readonly #snapshots = new Snapshots(registry, () => activateWasm(1), openWasmWeights, tellHeld);
  #resolvePhoto: Promise<ResolvePhoto> | null = null;

  async follow(weights: MessagePort): Promise<void> {
    weights.onmessage = ({ data }) => this.#snapshots.take(data);
  }

  async generate(runId: string, drawing: Drawing): Promise<ImageBitmap> {
    const picture = await this.#use(runId, (run) => generate(run, drawing));
    return transfer(picture, [picture]);
  }

  async translate(runId: string, image: Blob | PhotoSource, target: number): Promise<Translation> {
    this.#resolvePhoto ??= openResolver();
    const resolvePhoto = await this.#resolvePhoto;
    const translation = await this.#use(runId, (run) =>
      translatePhoto(run, image, target, resolvePhoto),
    );
    return transfer(translation, [translation.photo, translation.picture]);
  }

  async classify(runId: string, photos: readonly PhotoToJudge[]): Promise<readonly Judged[]> {
    this.#resolvePhoto ??= openResolver();
    const resolvePhoto = await this.#resolvePhoto;
    const judged = await this.#use(runId, (run) => classifyPhotos(run, photos, resolvePhoto));
    return transfer(judged, photosOf(judged));
  }

  async heatMap(runId: string, photo: Blob | PhotoSource, label: number): Promise<PixelMap> {
    this.#resolvePhoto ??= openResolver();
    const resolvePhoto = await this.#resolvePhoto;
    return this.#use(runId, (run) => heatMapOf(run, photo, label, resolvePhoto));
  }

  #use<T>(runId: string, act: (run: InferringRun) => Promise<T>): Promise<T> {
    return heart.during(() => this.#snapshots.use(runId, act));
  }
}

function tellHeld(runIds: readonly string[]): void {
  self.postMessage({ signal: "holds", runIds } satisfies WorkerSignal);
}

async function openResolver(): Promise<ResolvePhoto> {
  return createPhotoResolver({
    photoStore: createPhotoStore(await openFileStore("photos")),
    decoder: createDecoder(),
  });
}

expose(new Sampler());
