/** Names that errors of the workers carry; the page has a sentence for each (`error.<name>`). */
export const engineErrorNames = [
  "UnreadableImage",
  "StorageFull",
  "StorageFailed",
  "OutOfMemory",
  "TooLarge",
  "DeviceLost",
  "Diverged",
  "NotEnoughData",
  "UnknownRun",
  "BadCheckpoint",
  "LostWeights",
  "LostBest",
  "LostDataSet",
  "LostPatches",
  "NotServed",
  "BadSetting",
  "Conflict",
  "BusyElsewhere",
  "CalledOff",
  "Cancelled",
] as const;

export type EngineErrorName = (typeof engineErrorNames)[number];
