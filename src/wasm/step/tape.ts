/** From steps to the int32 tape that the machine reads, and in how many parts threads share each. */
import { type Buffer, isPlace, type Step } from "./plan.ts";
import { type FieldKind, headerWords, steps as stepFields, stepKinds } from "./stepKinds.ts";

/** A part shorter than this is not worth handing out. */
const partNs = 1500;
/** More parts than threads, so that one which is held up leaves its share to the others. */
const partsPerThread = 4;

/** @param addressOf where a buffer starts in memory, bytes */
export function encode(
  steps: readonly Step[],
  addressOf: (buffer: Buffer) => number,
  threads: number,
): Int32Array {
  const most = threads > 1 ? threads * partsPerThread : 1;
  const tape = steps.flatMap((step) => {
    const words = fieldWords(step, addressOf);
    const parts = Math.max(1, Math.min(most, Math.floor(step.ns / partNs)));
    return [stepKinds.indexOf(step.kind), headerWords + words.length, parts, ...words];
  });
  return Int32Array.from([...tape, stepKinds.indexOf("end"), headerWords, 1]);
}

function fieldWords({ kind, fields }: Step, addressOf: (buffer: Buffer) => number): number[] {
  const kinds: Readonly<Record<string, FieldKind>> = stepFields[kind];
  return Object.keys(kinds).flatMap((name) => {
    const value = fields[name] ?? null;
    if (value === null) return [0];
    if (isPlace(value)) return [addressOf(value.buffer) + 4 * value.offset];
    if (typeof value === "number") return [kinds[name] === "float" ? bitsOf(value) : value];
    return [...value];
  });
}

function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0] as number; // one number
}
