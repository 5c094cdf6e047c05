/**
 * Weight snapshots from the engine to the sampler, as weights-only checkpoints over a port. The bytes
 * are transferred; the sampler keeps only the newest of each run.
 */
import type { RunRecord } from "../../protocol/run.ts";
import { writeCheckpoint } from "../checkpoints/checkpoint.ts";
import type { StoredModel } from "../models/model.ts";

export interface WeightSnapshot {
  readonly runId: string;
  /** A checkpoint without optimisers and history; null when the run is gone. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

export class WeightFeed {
  #port: Pick<MessagePort, "postMessage"> | null;

  /** @param port null: there is no sampler yet */
  constructor(port: Pick<MessagePort, "postMessage"> | null = null) {
    this.#port = port;
  }

  /** Another sampler takes the place of the one before; it holds nothing yet. */
  connect(port: Pick<MessagePort, "postMessage">): void {
    this.#port = port;
  }

  async send(model: StoredModel, record: RunRecord): Promise<void> {
    if (!this.#port) return;
    const bytes = await writeCheckpoint(model, { ...record, history: [] }, { weightsOnly: true });
    const snapshot: WeightSnapshot = { runId: record.runId, bytes };
    this.#port?.postMessage(snapshot, [bytes.buffer]);
  }

  forget(runId: string): void {
    this.#port?.postMessage({ runId, bytes: null } satisfies WeightSnapshot);
  }
}
