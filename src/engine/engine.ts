/** The engine as the page sees it: each command finds its run or its store and hands over. */
import * as tf from "@tensorflow/tfjs";
import { transfer } from "comlink";
import { inspectFile } from "../data/inspectFile.ts";
import { missingFrom } from "../data/storage/erased.ts";
import { rescued } from "../data/storage/rescue.ts";
import { Rng } from "../lib/rng.ts";
import { openWebLocks } from "../lib/webLocks.ts";
import type { EngineChoice } from "../protocol/backend.ts";
import type { MemoryNeed, PatchPreview } from "../protocol/dataset.ts";
import type { EngineApi, EngineInfo } from "../protocol/engine.ts";
import type { EngineEvent } from "../protocol/events.ts";
import type { Film, FilmFrame } from "../protocol/film.ts";
import type { ImportItem, ImportReport, ImportTarget } from "../protocol/importing.ts";
import type { LatentSpace, Translation, Verdict } from "../protocol/inference.ts";
import type { Evaluation, ReconstructionErrors, Usage } from "../protocol/measuring.ts";
import type { Photo, PhotoSource, Project, TrainingData } from "../protocol/project.ts";
import type { DistanceByClassifier, Memorisation, Quality } from "../protocol/quality.ts";
import type { KeptResult } from "../protocol/results.ts";
import type { CheckpointName, RunRecord, TrainRequest } from "../protocol/run.ts";
import type { Hparams } from "../protocol/spec.ts";
import type { BinItem, Binned, StoredCopy, StoredProject } from "../protocol/storage.ts";
import type { StorageUse } from "../protocol/storageUse.ts";
import type { SettingsChange, Workspace } from "../protocol/workspace.ts";
import { writeCheckpoint } from "./checkpoints/checkpoint.ts";
import { RunStore } from "./checkpoints/runStore.ts";
import { Compute } from "./compute/compute.ts";
import { failureName } from "./compute/failure.ts";
import { memoryBudget, memoryNeed } from "./compute/memoryNeed.ts";
import { previewPatches } from "./dataset/patchPreview.ts";
import type { ResidentPatches } from "./dataset/residentPatches.ts";
import { thumbnails } from "./dataset/thumbnails.ts";
import { UnknownRun } from "./errors.ts";
import { classify, encode, generate, latentSpace, samples, translate } from "./inference/infer.ts";
import { WeightFeed } from "./inference/weightFeed.ts";
import {
  evaluateRun,
  heldOutPatches,
  judgedAs,
  memorisationOf,
  qualityOf,
  reconstructionErrorsOf,
  translatedPatches,
} from "./judging/measures.ts";
import { type Registry, specOf } from "./models/builtModel.ts";
import { toBitmap } from "./pictures/contactSheet.ts";
import { distanceByClassifier } from "./quality/distanceByClassifier.ts";
import type { View } from "./runs/measuring.ts";
import { Runs } from "./runs/runs.ts";
import { stepsOfThreads } from "./steps/wasmStep.ts";
import { emptyTrash, eraseBinned, eraseRun } from "./storage/erasing.ts";
import { importInto } from "./storage/importing.ts";
import { OpenImports } from "./storage/openImports.ts";
import { deleteProject, saveProject } from "./storage/projectWrites.ts";
import { StorageHealth } from "./storage/storageHealth.ts";
import { storageUse } from "./storage/storageUse.ts";
import {
  clearUp,
  hasRoom,
  isStorageThere,
  keepWhatWasMade,
  type Lost,
  openStores,
  type Stores,
} from "./storage/stores.ts";
import { readWorkspace } from "./storage/workspace.ts";
import type { LiveRun } from "./training/liveRun.ts";
import { announce, type LongWork } from "./work/longWork.ts";

interface Started {
  readonly stores: Stores;
  readonly compute: Compute;
  readonly runs: Runs;
  readonly feed: WeightFeed;
  readonly health: StorageHealth;
  readonly emit: Emit;
}

type Emit = (event: EngineEvent, transferred?: Transferable[]) => void;

export class Engine implements EngineApi {
  readonly #registry: Registry;
  readonly #heart: LongWork;
  readonly #imports = new OpenImports();
  #started: Started | null = null;
  #isAwaitingRoom = false;
  #clearingUp: ReturnType<typeof setTimeout> | null = null;

  constructor(registry: Registry, heart: LongWork) {
    this.#registry = registry;
    this.#heart = heart;
  }

  start(events: MessagePort, choice: EngineChoice): Promise<EngineInfo> {
    return this.#heart.during(() => this.#start(events, choice));
  }

  async #start(
    events: MessagePort,
    { backend: choice, steps, storage }: EngineChoice,
  ): Promise<EngineInfo> {
    const emit: Emit = (event, transferred = []) => {
      announce(this.#heart, event);
      events.postMessage(event, transferred);
    };
    const stores = await openStores(
      (what) => void this.#onLost(what),
      (hashes) => emit({ type: "photosErased", hashes }),
      storage,
    );
    if (stores.storage === "memory") void this.#awaitStorage(emit);
    emit({ type: "storageTrouble", trouble: null, unwritten: [] }); // of an engine before this one
    const health = new StorageHealth(emit);
    const compute = new Compute({
      choice,
      results: stores.documents,
      events: {
        onChange: (backend) => emit({ type: "backend", backend }),
        onLeave: () => runs.leave(),
        onReplaced: (reason) => void runs.recover(reason),
      },
    });
    const feed = new WeightFeed();
    const runs = new Runs({
      registry: this.#registry,
      store: new RunStore(stores.documents, stores.checkpoints, stores.bin),
      films: stores.films,
      resolvePhoto: stores.resolvePhoto,
      feed,
      health,
      emit,
      backend: () => compute.info.backend,
      compiler: () => (steps === "stock" ? null : compute.compiler),
      whenDone: () => compute.whenDone(),
      budget,
      isDeviceLost: () => compute.isLost,
      locks: stores.storage === "kept" ? openWebLocks(navigator.locks) : null,
      deviceFailed: (error) => compute.report(failureName(error)),
    });
    this.#started = { stores, compute, runs, feed, health, emit };
    const backend = await compute.start();
    announce(this.#heart, { type: "backend", backend });
    return { backend, models: Object.values(this.#registry).map(specOf) };
  }

  async feedSampler(weights: MessagePort): Promise<void> {
    const { feed, runs } = this.#parts;
    feed.connect(weights);
    await runs.handAllToSampler();
  }

  handToSampler(runId: string): Promise<void> {
    return this.#parts.runs.handToSampler(runId);
  }

  async loadWorkspace(): Promise<Workspace> {
    const { stores, runs } = this.#parts;
    const workspace = await readWorkspace(stores, runs);
    this.#clearUpLater();
    return workspace;
  }

  /** Files and documents are cleared from outside: the page has most of the latter still. */
  async #onLost(what: Lost): Promise<void> {
    if (!this.#started) return;
    const { emit, runs, stores } = this.#started;
    emit({ type: "storageLost", what });
    if (what === "files") return; // a run that trains writes all of it again within seconds
    runs.storageCleared();
    for (const record of await runs.load()) {
      const hasWeights = (await stores.checkpoints.read(record.runId).catch(() => null)) !== null;
      if (hasWeights) await stores.documents.saveRun(record, null).catch(() => undefined); // another tab was first, or it is told as trouble
    }
  }

  /** A session that began in memory looks for storage that answers late. */
  async #awaitStorage(emit: Emit): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    while (!(await isStorageThere()));
    emit({ type: "storageBack" });
  }

  keepWhatWasMade(): Promise<void> {
    return keepWhatWasMade(this.#parts.stores);
  }

  /** Once the page has what it needs, and now and then. */
  #clearUpLater(): void {
    this.#clearingUp ??= setTimeout(() => {
      this.#clearingUp = setInterval(() => void clearUp(this.#parts.stores), clearUpEveryMs);
      void clearUp(this.#parts.stores);
    }, clearUpAfterMs);
  }

  loadShippedRuns(): Promise<readonly RunRecord[]> {
    return this.#parts.runs.loadShipped();
  }

  findProject(projectId: string): Promise<StoredProject> {
    return this.#parts.stores.documents.findProject(projectId);
  }
  saveProject(project: Project, base: number | null): Promise<number> {
    return saveProject(this.#parts, project, base);
  }
  deleteProject(projectId: string, base: number): Promise<void> {
    return deleteProject(this.#parts, projectId, base);
  }
  async waiveProject(projectId: string): Promise<void> {
    this.#parts.health.settled("project", projectId);
  }
  saveSettings(change: SettingsChange): Promise<void> {
    const { stores, health } = this.#parts;
    return health.watch("settings", ["all"], () => stores.documents.saveSettings(change));
  }
  missingPhotos(hashes: readonly string[]): Promise<readonly string[]> {
    return missingFrom(this.#parts.stores.folders.photos, hashes);
  }
  storageUse(): Promise<StorageUse> {
    return storageUse(this.#parts.stores);
  }

  async saveNow(): Promise<void> {
    const { runs, stores, health } = this.#parts;
    if (await hasRoom(stores)) health.allSettled("photo"); // nothing waits for it
    await runs.saveNow();
  }

  bin(): Promise<BinItem[]> {
    return this.#parts.stores.bin.list();
  }
  binned(id: string): Promise<Binned | null> {
    return this.#parts.stores.bin.get(id);
  }
  async eraseBinned(ids: readonly string[]): Promise<void> {
    await eraseBinned(this.#erasing, ids);
  }
  async emptyTrash(): Promise<void> {
    await emptyTrash(this.#erasing);
  }

  get #erasing() {
    return { ...this.#parts, saveNow: () => this.saveNow() };
  }

  async handOver(importId: string, items: readonly ImportItem[]): Promise<void> {
    this.#imports.add(importId, items);
  }

  async importFiles(
    importId: string,
    items: readonly ImportItem[],
    target?: ImportTarget,
  ): Promise<ImportReport> {
    const { stores, health, emit } = this.#parts;
    const { items: all, cancelling } = this.#imports.add(importId, items);
    try {
      return await importInto(importId, all, target ?? null, {
        stores,
        health,
        onProgress: atMostEvery(reportMs, (done, total) =>
          emit({ type: "importProgress", importId, done, total }),
        ),
        signal: cancelling.signal,
      });
    } finally {
      this.#imports.delete(importId);
      void this.#awaitRoom();
    }
  }

  /** Photos that found no room are not waiting for it, so nothing else would notice that there is some. */
  async #awaitRoom(): Promise<void> {
    const { stores, health } = this.#parts;
    if (this.#isAwaitingRoom) return;
    this.#isAwaitingRoom = true;
    while (health.isFailing("photo")) {
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
      if (await hasRoom(stores)) health.allSettled("photo");
    }
    this.#isAwaitingRoom = false;
  }

  async saveElsewhere(key?: string): Promise<StoredCopy> {
    const { zipped } = await import("../data/storage/zip.ts"); // seldom needed
    const { entries, missing } = await rescued(this.#parts.stores, key);
    return { archive: await zipped(entries), missing: missing.length };
  }

  finishImport(importId: string): Promise<void> {
    return this.#parts.stores.intakes.finish(importId);
  }

  async cancelImport(importId: string): Promise<void> {
    this.#imports.cancel(importId);
  }

  async keepPhoto(resultId: string, file: Blob): Promise<string> {
    const { stores, health } = this.#parts;
    const bytes = await inspectFile(file);
    const put = () => stores.lock.sharing(() => stores.photos.put(bytes));
    return health.watch("result", [resultId], put); // the page tries again
  }
  results(): Promise<KeptResult[]> {
    return this.#parts.stores.results.load();
  }
  keepResults(results: readonly KeptResult[]): Promise<void> {
    const { stores, health } = this.#parts;
    const ids = results.map(({ id }) => id);
    return health.watch("result", ids, () => stores.results.keep(results));
  }
  forgetResults(ids: readonly string[]): Promise<void> {
    const { stores, health } = this.#parts;
    return health.watch("result", ids, () => stores.results.forget(ids));
  }

  async thumbnails(sources: readonly PhotoSource[], side: number): Promise<(ImageBitmap | null)[]> {
    const pictures = await thumbnails(sources, side, this.#parts.stores.resolvePhoto);
    return transfer(
      pictures,
      pictures.filter((picture) => picture !== null),
    );
  }

  async photo(source: PhotoSource | Blob, maxSide: number): Promise<ImageBitmap> {
    return sent(await toBitmap(await this.#parts.stores.resolvePhoto(source, { maxSide })));
  }

  async previewPatches(data: TrainingData): Promise<PatchPreview> {
    const preview = await previewPatches(data, this.#parts.stores.resolvePhoto);
    return transfer(preview, [preview.sheet]);
  }

  async memoryNeed(data: TrainingData, hparams: Hparams): Promise<MemoryNeed> {
    return memoryNeed(data, hparams, budget());
  }
  train(request: TrainRequest): Promise<string> {
    return this.#parts.runs.train(request);
  }
  pause(runId: string): Promise<void> {
    return this.#parts.runs.pause(runId);
  }
  resume(runId: string): Promise<void> {
    return this.#parts.runs.resume(runId);
  }
  step(runId: string, only?: string): Promise<void> {
    return this.#parts.runs.step(runId, only);
  }
  stop(runId: string): Promise<void> {
    return this.#parts.runs.stop(runId);
  }
  adjust(runId: string, changes: Hparams): Promise<void> {
    return this.#parts.runs.adjust(runId, changes);
  }
  branchRun(
    runId: string,
    from: CheckpointName,
    newRunId: string,
    name: string,
  ): Promise<RunRecord> {
    return this.#parts.runs.branch(runId, from, newRunId, name);
  }
  restoreBest(runId: string): Promise<RunRecord> {
    return this.#parts.runs.restoreBest(runId);
  }
  renameRun(runId: string, name: string): Promise<string> {
    return this.#parts.runs.rename(runId, name);
  }
  refreshRuns(): Promise<readonly RunRecord[]> {
    return this.#parts.runs.refresh();
  }
  seizeTraining(runId: string): Promise<void> {
    return this.#parts.runs.seizeTraining(runId);
  }
  deleteRun(runId: string): Promise<void> {
    return this.#parts.runs.delete(runId);
  }
  async eraseRun(runId: string): Promise<void> {
    await eraseRun(this.#erasing, runId);
  }
  async bringBackRun(runId: string): Promise<RunRecord> {
    const { runs, stores } = this.#parts;
    const content = await stores.bin.get(runId);
    if (content?.kind !== "run") throw new UnknownRun(`Run ${runId} is not in the bin`);
    return runs.bringBack(content.record);
  }

  film(runId: string): Promise<Film> {
    return this.#parts.runs.film(runId);
  }
  lastFrame(runId: string): Promise<FilmFrame | null> {
    return this.#parts.runs.lastFrame(runId);
  }

  generate(runId: string, z: Float32Array, weights?: Float32Array): Promise<ImageBitmap> {
    return this.#use(runId, async (run) => sent(await generate(run, z, weights)));
  }

  translate(runId: string, image: Blob | PhotoSource, target: number): Promise<Translation> {
    const { resolvePhoto } = this.#parts.stores;
    return this.#measure(runId, async (run) => {
      const translation = await translate(run, image, target, resolvePhoto);
      return transfer(translation, [translation.photo, translation.picture]);
    });
  }

  classify(runId: string, image: Blob | PhotoSource): Promise<Verdict> {
    const { resolvePhoto } = this.#parts.stores;
    return this.#measure(runId, async (run) => {
      const verdict = await classify(run, image, resolvePhoto);
      return transfer(verdict, [verdict.photo, verdict.heat]);
    });
  }

  encode(runId: string, image: Blob | PhotoSource): Promise<Float32Array> {
    const { resolvePhoto } = this.#parts.stores;
    return this.#measure(runId, (run) => encode(run, image, resolvePhoto));
  }

  latentSpace(runId: string): Promise<LatentSpace> {
    return this.#measure(runId, latentSpace);
  }

  samples(runId: string, count: number, seed: number): Promise<Uint8Array> {
    return this.#measure(runId, (run) => samples(run, count, new Rng(seed)));
  }

  evaluate(
    runId: string,
    photos: readonly Photo[],
    labels: readonly number[],
    grey: boolean,
  ): Promise<Evaluation> {
    const { stores } = this.#parts;
    return this.#measure(runId, (run) =>
      evaluateRun(run, photos, labels, grey, stores.resolvePhoto),
    );
  }

  reconstructionErrors(runId: string): Promise<ReconstructionErrors> {
    return this.#measureOnPatches(runId, reconstructionErrorsOf);
  }

  quality(runId: string, count: number, seed: number, label?: number): Promise<Quality> {
    return this.#measureOnPatches(runId, (run, patches) =>
      qualityOf(run, patches, count, seed, label),
    );
  }

  distanceByClassifier(runId: string, judgeId: string): Promise<DistanceByClassifier> {
    const { runs } = this.#parts;
    return this.#measureOnPatches(runId, (run, patches) =>
      runs.measure(judgeId, (judge) => distanceByClassifier(run, patches, judge)),
    );
  }

  judgedAs(
    runId: string,
    judgeId: string,
    label: number,
    count: number,
    seed: number,
  ): Promise<number> {
    const { runs } = this.#parts;
    return this.#measureOnPatches(runId, (run, patches) =>
      runs.measure(judgeId, (judge) => judgedAs(run, patches, judge, label, count, seed)),
    );
  }

  translations(runId: string, target: number, count: number, seed: number): Promise<Uint8Array> {
    return this.#measureOnPatches(runId, (run, patches) =>
      translatedPatches(run, patches, target, count, seed),
    );
  }

  memorisation(runId: string, count: number, most: number, seed: number): Promise<Memorisation> {
    return this.#measureOnPatches(runId, async (run, patches) => {
      const found = await memorisationOf(run, patches, { count, most, seed });
      return transfer(found, [found.sheet]);
    });
  }

  realPatches(runId: string, count: number): Promise<Uint8Array> {
    return this.#use(runId, (run, { resolvePhoto }) =>
      heldOutPatches(run.record.data, count, resolvePhoto),
    );
  }

  exportRun(runId: string, half: boolean): Promise<Uint8Array> {
    return this.#measure(runId, ({ model, record }) =>
      writeCheckpoint(model, record, { half, weightsOnly: true }),
    );
  }

  async usage(): Promise<Usage> {
    const { numTensors: tensors, numBytes: bytes } = tf.memory();
    const { submits } = this.#parts.compute;
    return { tensors, bytes, submits, threadSteps: await stepsOfThreads() };
  }

  #use<T>(runId: string, act: (run: LiveRun, stores: Stores) => Promise<T>): Promise<T> {
    const { runs, stores } = this.#parts;
    return this.#heart.during(() => runs.use(runId, (run) => act(run, stores)));
  }

  #measure<T>(runId: string, act: (view: View) => Promise<T>): Promise<T> {
    return this.#heart.during(() => this.#parts.runs.measure(runId, act));
  }

  #measureOnPatches<T>(
    runId: string,
    act: (view: View, patches: ResidentPatches) => Promise<T>,
  ): Promise<T> {
    return this.#heart.during(() => this.#parts.runs.measureOnPatches(runId, act));
  }

  get #parts(): Started {
    if (!this.#started) throw new Error("The engine has not been started");
    return this.#started;
  }
}

/** For storage that did not answer. */
const lookAgainMs = 10_000;

/** Only some browsers tell of the machine's memory. */
const budget = (): number =>
  memoryBudget((navigator as { readonly deviceMemory?: number }).deviceMemory);

/** A start is busy enough… */
const clearUpAfterMs = 15_000;
/** …and a page may stay open for days. */
const clearUpEveryMs = 60 * 60 * 1000;

/** Events leave at most ten times a second. */
const reportMs = 100;

/** Passes on what comes too fast only now and then, and always the last. */
function atMostEvery(ms: number, report: (done: number, total: number) => void) {
  let last = Number.NEGATIVE_INFINITY;
  return (done: number, total: number) => {
    if (done < total && performance.now() - last < ms) return;
    last = performance.now();
    report(done, total);
  };
}

function sent(picture: ImageBitmap): ImageBitmap {
  return transfer(picture, [picture]);
}
