/**
 * Runs between sessions: records in the database, checkpoints beside them, and the runs shipped with
 * the app.
 */
import type { CheckpointStore } from "../../data/checkpointStore.ts";
import { type Documents, readRun } from "../../data/documents.ts";
import { Conflict, NotServed, StorageFull } from "../../data/errors.ts";
import type { Bin } from "../../data/storage/bin.ts";
import { sameData } from "../../lib/sameData.ts";
import type { TrainingData } from "../../protocol/project.ts";
import {
  type CheckpointName,
  lostWeights,
  type RunRecord,
  type TrainRequest,
} from "../../protocol/run.ts";
import { type DataSet, type RunData, withPhotos } from "../../protocol/runData.ts";
import { LostBest, LostWeights, UnknownRun } from "../errors.ts";
import { type Checkpoint, readCheckpoint } from "./checkpoint.ts";

export interface PretrainedRun {
  /** Below the app's `models/` folder. */
  readonly file: string;
  /** Of any version. */
  readonly record: unknown;
}

/** Where shipped models come from; the app's own server outside tests. */
export interface PretrainedSource {
  list(): Promise<readonly PretrainedRun[]>;
  load(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Whether a run is another worker's by now, which may be so at any moment. */
type IsLost = () => Promise<boolean>;

const never: IsLost = async () => false;

/** Takes the record of a run that is about to be deleted. */
type RunBin = Pick<Bin, "keepRun">;
type RunDocuments = Pick<Documents, "loadRuns" | "loadRun" | "saveRun" | "deleteRun" | "dataSets">;

/** What other tabs did to runs since this worker last read or wrote them. */
export interface RunNews {
  readonly changed: readonly RunRecord[];
  readonly goneIds: readonly string[];
}

export class RunStore {
  readonly #documents: RunDocuments;
  readonly #checkpoints: CheckpointStore;
  readonly #bin: RunBin;
  readonly #pretrained: PretrainedSource;
  readonly #files = new Map<string, string>();
  /** The records as this worker last read or wrote them. */
  readonly #seen = new Map<string, RunRecord>();

  constructor(
    documents: RunDocuments,
    checkpoints: CheckpointStore,
    bin: RunBin,
    pretrained: PretrainedSource = servedModels,
  ) {
    this.#documents = documents;
    this.#checkpoints = checkpoints;
    this.#bin = bin;
    this.#pretrained = pretrained;
  }

  /**
   * Every run of the user's. One that was under way when its page died is `paused`, and one that has begun and
   * has no weights has failed, with its best state where that is there: storage may only not answer, and keeps
   * what it has. What other tabs did to those that were known before is news still.
   * @throws StorageFailed
   */
  async load(): Promise<RunRecord[]> {
    const own = await this.#documents.loadRuns();
    for (const record of own)
      if (!this.#seen.has(record.runId)) this.#seen.set(record.runId, record);
    const withWeights = await this.#checkpoints.runIds().catch(() => null); // unknown: reading them tells
    return own.map((record) => {
      const isLost = record.step > 0 && withWeights?.has(record.runId) === false;
      if (!isLost) return asFound(record);
      const { best, ...rest } = record;
      const hasBest = best && withWeights?.has(bestOf(record.runId));
      return { ...rest, ...lostWeights, ...(hasBest && { best }) };
    });
  }

  /** The record as this worker last read or wrote it; null where it did neither. */
  stored(runId: string): RunRecord | null {
    return this.#seen.get(runId) ?? null;
  }

  /** What runs are called in storage, by their ids; what other tabs wrote is still news. @throws StorageFailed */
  async names(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.#documents.loadRuns()).map(({ runId, name }) => [runId, name]));
  }

  /** What other tabs wrote and deleted meanwhile. @throws StorageFailed */
  async news(): Promise<RunNews> {
    const own = await this.#documents.loadRuns();
    const ids = new Set(own.map(({ runId }) => runId));
    const goneIds = [...this.#seen.keys()].filter((runId) => !ids.has(runId));
    for (const runId of goneIds) this.#seen.delete(runId);
    return { changed: own.flatMap((record) => this.#ifNew(record)), goneIds };
  }

  /**
   * The record, where another tab has written it meanwhile.
   * @throws UnknownRun where it was stored and is not any more; StorageFailed
   */
  async newsOf(runId: string): Promise<RunRecord | null> {
    const stored = await this.#documents.loadRun(runId);
    if (stored) return this.#ifNew(stored)[0] ?? null;
    if (this.#seen.delete(runId)) throw new UnknownRun(`Run ${runId} was deleted elsewhere`);
    return null;
  }

  /** Storage was cleared from outside: that a record is not there tells nothing any more. */
  forgetSeen(): void {
    this.#seen.clear();
  }

  /** Another worker may have written the run's checkpoints. */
  forgetSlots(runId: string): void {
    this.#checkpoints.forget(runId);
    this.#checkpoints.forget(bestOf(runId));
  }

  #ifNew(stored: RunRecord): RunRecord[] {
    if (sameData(stored, this.#seen.get(stored.runId))) return [];
    this.#seen.set(stored.runId, stored);
    return [asFound(stored)];
  }

  /** The runs that are shipped with the app; none where they cannot be had just now. */
  async loadShipped(): Promise<RunRecord[]> {
    const listed = await this.#pretrained.list();
    return listed.flatMap(({ file, record }) => {
      const run = readRun(record);
      if (!run) return [];
      this.#files.set(run.runId, file);
      return [{ ...this.#noted(run), pretrained: true } satisfies RunRecord];
    });
  }

  #noted(record: RunRecord): RunRecord {
    return this.#documents.dataSets.noted(record);
  }

  /** The list of photos under this address. @throws LostDataSet, StorageFailed */
  dataSet(address: string): Promise<DataSet> {
    return this.#documents.dataSets.get(address);
  }

  /** A run's data with their photos. @throws as `dataSet` */
  async trainingData(data: RunData): Promise<TrainingData> {
    return withPhotos(data, data.list ?? (await this.dataSet(data.set)));
  }

  /** What a new run begins with, its photos by reference alone. */
  taken(request: TrainRequest): TrainRequest {
    return this.#documents.dataSets.noted(request);
  }

  /** A checkpoint as it lies there. @throws LostWeights or LostBest where there is none; NotServed, StorageFailed */
  async bytes(runId: string, name: CheckpointName): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#read(runId, name);
    if (bytes) return bytes;
    if (name === "best") throw new LostBest(`Run ${runId} has no best state`);
    throw new LostWeights(`Run ${runId} has no checkpoint`);
  }

  /** Null for a run that has no such checkpoint yet. @throws BadCheckpoint, NotServed, StorageFailed */
  async checkpoint(runId: string, name: CheckpointName = "latest"): Promise<Checkpoint | null> {
    const bytes = await this.#read(runId, name);
    return bytes && this.#checkpointOf(bytes);
  }

  #checkpointOf(bytes: Uint8Array): Checkpoint {
    const checkpoint = readCheckpoint(bytes);
    return { ...checkpoint, record: this.#noted(checkpoint.record) };
  }

  /**
   * The checkpoint first: a record must never be ahead of its weights.
   * @throws Conflict where the run is lost, and its new owner has written it, or a newer version has; StorageFull,
   *         StorageFailed
   */
  async save(record: RunRecord, bytes: Uint8Array, isLost = never): Promise<void> {
    await this.#checkpoints.write(record.runId, bytes, isLost);
    if (!(await isLost())) await this.saveRecord(record, isLost);
  }

  /** The best state, beside the latest. @throws as `save`; the best before it stays */
  async saveBest(runId: string, bytes: Uint8Array, isLost = never): Promise<void> {
    await this.#checkpoints.write(bestOf(runId), bytes, isLost);
  }

  /**
   * A new run out of a checkpoint of another, and out of its best one where `made` has a best state. The
   * bytes keep the record of the run that they come from; what counts is the one in the database.
   * @param bytes of the checkpoint
   * @throws BadCheckpoint, StorageFull, StorageFailed
   */
  async branch(
    runId: string,
    bytes: Uint8Array<ArrayBuffer>,
    made: (checkpoint: Checkpoint) => RunRecord,
  ): Promise<RunRecord> {
    const { best: noted, ...plain } = made(this.#checkpointOf(bytes));
    const best = noted && (await this.#read(runId, "best"));
    const record = best ? { ...plain, best: noted } : plain;
    try {
      if (best) await this.saveBest(record.runId, best);
      await this.save(record, bytes);
    } catch (error) {
      await this.erase(record.runId).catch(() => undefined); // no half of it stays
      throw error;
    }
    return record;
  }

  /** Shipped runs are not written. @throws as `save` */
  async saveRecord(given: RunRecord, isLost = never): Promise<void> {
    const record = this.#noted(given);
    const { runId } = record;
    if (this.#files.has(runId)) return;
    let base = this.stored(runId);
    while (!(await this.#replace(base, record))) {
      if (await isLost()) throw new Conflict(`Another tab has written run ${runId}`);
      const stored = await this.#documents.loadRun(runId); // of who had it before, or none: storage was cleared
      if (!stored && !base) throw new Conflict(`The stored run ${runId} is of a newer version`);
      base = stored;
    }
    this.#seen.set(runId, record);
  }

  /** @returns false where something else than `base` is stored; then nothing was written */
  async #replace(base: RunRecord | null, record: RunRecord): Promise<boolean> {
    try {
      await this.#documents.saveRun(record, base);
      return true;
    } catch (error) {
      if (error instanceof Conflict) return false;
      throw error;
    }
  }

  /**
   * To the bin: its record moves there, its checkpoints stay.
   * @throws Conflict where a newer version has written it; StorageFull, StorageFailed
   */
  async remove(runId: string): Promise<void> {
    await this.#bin.keepRun(runId);
    await this.#documents.deleteRun(runId);
    this.#seen.delete(runId);
  }

  /**
   * For good: no bin. Weights that cannot be removed are cleared up later.
   * @throws Conflict, StorageFull, StorageFailed; then the record is still there
   */
  async erase(runId: string): Promise<void> {
    const removeWeights = async () => {
      for (const name of [runId, bestOf(runId)]) await this.#checkpoints.remove(name);
    };
    try {
      await this.#documents.deleteRun(runId);
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error;
      await removeWeights(); // so full that not even a removal finds room
      await this.#documents.deleteRun(runId);
    }
    this.#seen.delete(runId);
    await removeWeights().catch(() => undefined);
  }

  async #read(runId: string, name: CheckpointName): Promise<Uint8Array<ArrayBuffer> | null> {
    if (name === "best") return this.#checkpoints.read(bestOf(runId));
    const file = this.#files.get(runId);
    return file ? this.#pretrained.load(file) : this.#checkpoints.read(runId);
  }
}

/** Name under which the best checkpoint of a run lies; no run id has a slash. */
export const bestOf = (runId: string): string => `${runId}/best`;

function asFound(record: RunRecord): RunRecord {
  const wasUnderWay = record.state === "training" || record.state === "preparing";
  return wasUnderWay ? { ...record, state: "paused" } : record;
}

/** Same origin, below the app's own address. An app without shipped models has an empty list. */
const servedModels: PretrainedSource = {
  async list() {
    try {
      const response = await fetchModel("index.json", listMs);
      const isJson = response.headers.get("content-type")?.includes("json") ?? false;
      return response.ok && isJson ? ((await response.json()) as PretrainedRun[]) : [];
    } catch {
      return []; // no network, or a server that never answers
    }
  },
  async load(file) {
    const response = await fetchModel(encodeURIComponent(file), fileMs).catch(() => null);
    if (!response?.ok) throw new NotServed(`The server did not give the shipped model ${file}`);
    return new Uint8Array(await response.arrayBuffer());
  },
};

/** A server that has not answered in full by then never will. */
const listMs = 10_000;
const fileMs = 60_000;

const fetchModel = (name: string, ms: number): Promise<Response> =>
  fetch(`${import.meta.env.BASE_URL}models/${name}`, { signal: AbortSignal.timeout(ms) });
