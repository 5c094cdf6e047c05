/** A worker's worth of runs for tests: photos of two flat classes, and memory in place of disk. */
import { createCheckpointStore } from "../../data/checkpointStore.ts";
import { memoryFileStore } from "../../data/fileStore.ts";
import { createFilmStore } from "../../data/filmStore.ts";
import { limits } from "../../data/limits.ts";
import { PageCache } from "../../data/pageCache.ts";
import { memoryRecordStore } from "../../data/recordStore.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { Bin } from "../../data/storage/bin.ts";
import type { Folders } from "../../data/storage/collection.ts";
import { withTrash } from "../../data/storage/trash.ts";
import { documentsOver } from "../../data/testing/documentsOver.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import {
  defaultPatchSettings,
  type TextureClass,
  type TrainingData,
} from "../../protocol/project.ts";
import type { TrainRequest } from "../../protocol/run.ts";
import { referred } from "../../protocol/runData.ts";
import { RunStore } from "../checkpoints/runStore.ts";
import { WeightFeed, type WeightSnapshot } from "../inference/weightFeed.ts";
import { Runs } from "../runs/runs.ts";
import type { RunsTools } from "../runs/runsTools.ts";
import { StorageHealth } from "../storage/storageHealth.ts";
import { quietWorks } from "./quietWorks.ts";
import { tinyHparams, tinyModel } from "./tinyModel.ts";

export const registry = { tiny: tinyModel };

/** Class 0 dark, class 1 bright. */
export const resolvePhoto: ResolvePhoto = async (source) => {
  const seed = "kind" in source && source.kind === "procedural" ? source.seed : 0;
  const pixels = Uint8Array.from(
    { length: 64 * 64 * 3 },
    (_, at) => (seed >= 100 ? 200 : 40) + (at % 7),
  );
  return { width: 64, height: 64, pixels };
};

function textureClass(id: string, firstSeed: number): TextureClass {
  const photos = Array.from({ length: 3 }, (_, at) => ({
    id: `${id}${at}`,
    name: id,
    source: { kind: "procedural", pattern: "dots", seed: firstSeed + at } as const,
    width: 64,
    height: 64,
  }));
  return { id, name: id, photos };
}

export const classes = [textureClass("dark", 0), textureClass("bright", 100)];

export const data: TrainingData = {
  classes,
  patches: { ...defaultPatchSettings, size: 32, shortSide: 64 },
  heldOut: ["dark2", "bright2"],
};

type Changes = Partial<Omit<TrainRequest, "data">> & { readonly data?: TrainingData };

export function request(runId: string, changes: Changes = {}): TrainRequest {
  return {
    runId,
    projectId: "p",
    name: runId,
    modelId: "tiny",
    hparams: tinyHparams({ steps: 12 }),
    ...changes,
    data: referred(changes.data ?? data),
  };
}

const emptyFolders = (): Folders => ({
  photos: withTrash(memoryFileStore()),
  checkpoints: withTrash(memoryFileStore()),
  films: withTrash(memoryFileStore()),
});

export function disk(records = memoryRecordStore(), folders = emptyFolders()) {
  const documents = documentsOver(records, folders.photos);
  const bin = new Bin({ records, documents, folders, now: Date.now });
  const checkpoints = createCheckpointStore(folders.checkpoints);
  const films = createFilmStore(folders.films);
  return { records, documents, checkpoints, films, bin, folders };
}

/** A worker's worth of runs on the given disk. */
export function session(
  { documents, checkpoints, films, bin }: Omit<ReturnType<typeof disk>, "folders" | "records">,
  changes: Partial<RunsTools> = {},
) {
  const events: EngineEvent[] = [];
  const snapshots: WeightSnapshot[] = [];
  const emit = (event: EngineEvent) => void events.push(event);
  const tools: RunsTools = {
    registry,
    store: new RunStore(documents, checkpoints, bin, {
      list: async () => [],
      load: async () => new Uint8Array(),
    }),
    films,
    resolvePhoto,
    patchCache: new PageCache(memoryFileStore()), // which keeps nothing
    patchLimits: limits,
    feed: new WeightFeed({ postMessage: (snapshot: WeightSnapshot) => snapshots.push(snapshot) }),
    health: new StorageHealth(emit),
    emit,
    backend: () => "wasm",
    compiler: () => null,
    openWeights: () => null,
    whenDone: async () => {},
    budget: () => Number.POSITIVE_INFINITY,
    isDeviceLost: () => false,
    deviceFailed: () => false,
    locks: null,
    works: quietWorks(emit),
    ...changes,
  };
  const runs = new Runs(tools);
  const states = (runId: string) =>
    events.flatMap((event) =>
      event.type === "runState" && event.runId === runId ? [event.state] : [],
    );
  const ended = async (runId: string) => (await runs.open(runId)).training?.ended;
  return { runs, tools, events, snapshots, states, ended };
}
