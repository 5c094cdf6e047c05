/** What runs need of the rest of the engine. */
import type { FilmStore } from "../../data/filmStore.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { WebLocks } from "../../lib/webLocks.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { RunStore } from "../checkpoints/runStore.ts";
import type { PatchCache, PatchLimits } from "../dataset/pagedPatches.ts";
import type { OpenWeightCopy } from "../inference/weightCopy.ts";
import type { WeightFeed } from "../inference/weightFeed.ts";
import type { Registry } from "../models/builtModel.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import type { StorageHealth } from "../storage/storageHealth.ts";
import type { Works } from "../work/works.ts";

export interface RunsTools {
  readonly registry: Registry;
  readonly store: RunStore;
  readonly films: FilmStore;
  readonly resolvePhoto: ResolvePhoto;
  /** Patches of earlier trainings. */
  readonly patchCache: PatchCache;
  readonly patchLimits: PatchLimits;
  readonly feed: WeightFeed;
  readonly health: StorageHealth;
  readonly emit: (event: EngineEvent, transfer?: Transferable[]) => void;
  readonly backend: () => BackendName;
  /** Of the backend in use; null where it has none. */
  readonly compiler: () => CompileStep | null;
  /** Room for weights that compiled programs read, on the backend in use; null where it has no compiler. */
  readonly openWeights: () => OpenWeightCopy | null;
  /** Resolves when the device in use has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
  /** Bytes that training may take. */
  readonly budget: () => number;
  readonly isDeviceLost: () => boolean;
  /**
   * An error out of work on the device.
   * @returns whether it was the device's; then `leave` has been called, and `recover` will be
   */
  readonly deviceFailed: (error: unknown) => boolean;
  /** What takes long is told to the page, and can be called off there. */
  readonly works: Pick<Works, "run">;
  /** Of all tabs; null where no other can be there. */
  readonly locks: WebLocks | null;
}
