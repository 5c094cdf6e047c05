/** Which of the named failures an error is, whoever threw it. */
import { engineErrorNames } from "../../protocol/errors.ts";
import { DeviceLost, OutOfMemory } from "../errors.ts";

const names: ReadonlySet<string> = new Set(engineErrorNames);

/** As browsers say it of arrays, of WebAssembly's memory, and of a buffer on a GPU that starts mapped. */
const shortOfMemory =
  /out of memory|allocation failed|grow.* memory|Memory\.grow|too large for the implementation/i;

/** Ours for what the backends throw without a name of their own; any other error as it is. */
export function namedError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (names.has(error.name)) return error;
  if (shortOfMemory.test(error.message)) {
    return new OutOfMemory("The device has no memory left", { cause: error });
  }
  if (error.name === "AbortError" || /device.*lost/i.test(error.message)) {
    return new DeviceLost("The GPU device was lost", { cause: error });
  }
  return error;
}

/** The message id of a failure: one of our names, or "Unexpected". */
export function failureName(error: unknown): string {
  const { name } = namedError(error);
  return names.has(name) ? name : "Unexpected";
}
