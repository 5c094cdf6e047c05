/** Which of the named failures an error is, whoever threw it. */
import type { EngineErrorName } from "../protocol/engine.ts";

const names: ReadonlySet<string> = new Set<EngineErrorName>([
  "UnreadableImage",
  "StorageFull",
  "StorageFailed",
  "OutOfMemory",
  "DeviceLost",
  "Diverged",
  "NotEnoughData",
  "UnknownRun",
  "BadCheckpoint",
]);

/** How long a lost device may take to say so after its first failed read, ms. */
const lossDelayMs = 200;

/** "Unexpected" for anything that has no name of ours. */
export async function failureName(error: unknown): Promise<string> {
  if (!(error instanceof Error)) return "Unexpected";
  if (names.has(error.name)) return error.name;
  if (/out of memory|allocation failed/i.test(error.message)) return "OutOfMemory";
  if (error.name === "AbortError" || /device.*lost/i.test(error.message)) {
    await new Promise((resolve) => setTimeout(resolve, lossDelayMs));
    return "DeviceLost";
  }
  return "Unexpected";
}
