/** What the training of a run needs of the rest of the engine. */
import type { EngineEvent } from "../../protocol/events.ts";
import type { Films } from "../film/films.ts";
import type { Autosave } from "./autosave.ts";
import type { LiveRun } from "./liveRun.ts";

export interface TrainRunTools {
  readonly emit: (event: EngineEvent, transfer?: Transferable[]) => void;
  readonly films: Films;
  readonly autosave: Autosave;
  /** Resolves when the device in use has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
  readonly isDeviceLost: () => boolean;
  /** Sends the weights to the sampler. */
  readonly share: (run: LiveRun) => Promise<void>;
}
