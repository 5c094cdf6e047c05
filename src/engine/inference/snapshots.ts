/** Models built from weight snapshots, brought up to date only when they are asked for. */

import { inTurn } from "../../lib/inTurn.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { type Checkpoint, readCheckpoint, restoreModel } from "../checkpoints/checkpoint.ts";
import { copyModel } from "../checkpoints/copyModel.ts";
import { modelFromCheckpoint } from "../checkpoints/modelFromCheckpoint.ts";
import { UnknownRun } from "../errors.ts";
import type { BuiltModel, Registry } from "../models/builtModel.ts";
import { Inference, type WeightSource } from "./inference.ts";
import type { InferringRun } from "./inferringRun.ts";
import type { OpenWeightCopy } from "./weightCopy.ts";
import type { WeightSnapshot } from "./weightFeed.ts";

/** Models kept; the longest unused is given up. */
const mostModels = 4;
/** Snapshots kept that nobody asked for; the oldest is given up. */
const mostFresh = 4;

export class Snapshots {
  readonly #registry: Registry;
  readonly #activate: () => Promise<unknown>;
  readonly #onHeld: (runIds: readonly string[]) => void;
  readonly #openWeights: OpenWeightCopy | null;
  #ready: Promise<unknown> | null = null;
  /** Snapshots not looked into yet: the newest of each run. */
  readonly #fresh = new Map<string, Uint8Array<ArrayBuffer>>();
  /** In order of last use. */
  readonly #models = new Map<string, Snapshot>();
  readonly #inTurn = inTurn();

  /**
   * @param activate    starts the backend; called once, by the first that needs it
   * @param openWeights of that backend; null where it has no compiler
   * @param onHeld      told which runs it has weights of, whenever one is new or gone
   */
  constructor(
    registry: Registry,
    activate: () => Promise<unknown>,
    openWeights: OpenWeightCopy | null,
    onHeld: (runIds: readonly string[]) => void = () => undefined,
  ) {
    this.#registry = registry;
    this.#activate = activate;
    this.#openWeights = openWeights;
    this.#onHeld = onHeld;
  }

  /** Resolves when the backend is there. */
  async ready(): Promise<void> {
    this.#ready ??= this.#activate();
    await this.#ready;
  }

  /**
   * Remembers a snapshot; an older one of the same run that was not used yet is dropped. The first
   * one starts the backend, so that it is there when a picture is asked for.
   */
  take({ runId, bytes }: WeightSnapshot): void {
    const isNew = !this.holds(runId);
    if (bytes) {
      void this.ready().catch(() => undefined); // use() meets the error again
      this.#fresh.delete(runId);
      this.#fresh.set(runId, bytes);
      const [oldest] = this.#fresh.keys();
      if (this.#fresh.size > mostFresh && oldest !== undefined) this.#forget(oldest);
      else if (isNew) this.#tell();
    } else if (!isNew) this.#forget(runId);
  }

  /** Its model is given up when nobody computes with it any more. */
  #forget(runId: string): void {
    const model = this.#models.get(runId);
    this.#fresh.delete(runId);
    this.#models.delete(runId);
    if (model) void this.#inTurn(async () => model.dispose());
    this.#tell();
  }

  #tell(): void {
    this.#onHeld([...new Set([...this.#fresh.keys(), ...this.#models.keys()])]);
  }

  holds(runId: string): boolean {
    return this.#fresh.has(runId) || this.#models.has(runId);
  }

  /**
   * Computes with the run with its newest weights; one call after the other.
   * @throws UnknownRun when there are none; BadCheckpoint
   */
  use<T>(runId: string, act: (run: InferringRun) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.ready();
      return act(this.#current(runId));
    });
  }

  #current(runId: string): InferringRun {
    const bytes = this.#fresh.get(runId);
    const known = this.#models.get(runId);
    this.#fresh.delete(runId);
    if (known && bytes) known.update(readCheckpoint(bytes));
    const made = known ?? (bytes && this.#build(readCheckpoint(bytes)));
    if (!made) throw new UnknownRun(`No weights of run ${runId} here`);
    this.#models.delete(runId);
    this.#models.set(runId, made); // now the last used
    const [oldest] = this.#models.keys();
    if (this.#models.size > mostModels && oldest !== undefined) this.#forget(oldest);
    return made;
  }

  #build(checkpoint: Checkpoint): Snapshot {
    const { model, record } = modelFromCheckpoint(this.#registry, checkpoint);
    return new Snapshot(this.#registry, model, record, this.#openWeights);
  }
}

class Snapshot implements InferringRun {
  readonly inference: Inference;
  readonly record: RunRecord;
  readonly #model: BuiltModel;
  #updates = 0;

  constructor(
    registry: Registry,
    model: BuiltModel,
    record: RunRecord,
    openWeights: OpenWeightCopy | null,
  ) {
    this.#model = model;
    this.record = record;
    const version = () => `${this.#updates}`;
    const source: WeightSource = {
      model,
      step: null,
      lent: null,
      get version() {
        return version();
      },
      settle: () => {},
      copy: () => copyModel(registry, model, record),
    };
    this.inference = new Inference(source, openWeights);
  }

  /** Takes newer weights over. */
  update(checkpoint: Checkpoint): void {
    restoreModel(this.#model, checkpoint);
    this.#updates++;
  }

  dispose(): void {
    this.inference.dispose();
    this.#model.dispose();
  }
}
