/** Errors that leave the engine; only `name` and `message` survive the worker boundary. */
import type { EngineErrorName } from "../protocol/errors.ts";

export class Diverged extends Error {
  override readonly name = "Diverged" satisfies EngineErrorName;
}

/** Long work was called off. */
export class Cancelled extends Error {
  override readonly name = "Cancelled" satisfies EngineErrorName;
}

export class DeviceLost extends Error {
  override readonly name = "DeviceLost" satisfies EngineErrorName;
}

export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory" satisfies EngineErrorName;
}

export class TooLarge extends Error {
  override readonly name = "TooLarge" satisfies EngineErrorName;
}

export class NotEnoughData extends Error {
  override readonly name = "NotEnoughData" satisfies EngineErrorName;
}

export class UnknownRun extends Error {
  override readonly name = "UnknownRun" satisfies EngineErrorName;
}

export class BadSetting extends Error {
  override readonly name = "BadSetting" satisfies EngineErrorName;
}

/** Another tab trains at the moment, or writes the run. */
export class BusyElsewhere extends Error {
  override readonly name = "BusyElsewhere" satisfies EngineErrorName;
}

/** Storage has no weights of a run that took steps: it can be neither used nor gone on with. */
export class LostWeights extends Error {
  override readonly name = "LostWeights" satisfies EngineErrorName;
}

/** Storage does not have the best state of a run; the run itself is none the worse. */
export class LostBest extends Error {
  override readonly name = "LostBest" satisfies EngineErrorName;
}

/** Patches that a run trains on can be neither read nor cut again as they were. */
export class LostPatches extends Error {
  override readonly name = "LostPatches" satisfies EngineErrorName;
}

export class BadCheckpoint extends Error {
  override readonly name = "BadCheckpoint" satisfies EngineErrorName;
}
