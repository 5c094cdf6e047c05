/** From steps to the int32 tape that the machine reads: who runs each step, where all threads meet. */
import { type Buffer, isPlace, type Step } from "./plan.ts";
import { type FieldKind, flags, headerWords, steps as stepFields, stepKinds } from "./steps.ts";

/** A step shorter than this is not worth sharing: about what it costs threads to meet twice. */
const worthSharingNs = 3000;

/** @param addressOf where a buffer starts in memory, bytes */
export function encode(
  steps: readonly Step[],
  addressOf: (buffer: Buffer) => number,
  threads: number,
): Int32Array {
  const meetings = new Meetings(addressOf);
  const tape: number[] = [];
  for (const step of steps) {
    const isForAll = threads > 1 && step.ns >= worthSharingNs;
    const mustMeet = threads > 1 && meetings.mustPrecede(step, isForAll);
    const header = (isForAll ? flags.all : 0) | (mustMeet ? flags.meet : 0);
    const words = fieldWords(step, addressOf);
    tape.push(stepKinds.indexOf(step.kind), headerWords + words.length, header, ...words);
  }
  tape.push(stepKinds.indexOf("end"), headerWords, flags.meet);
  return Int32Array.from(tape);
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

/** Memory that a step reads or writes. */
interface Use {
  readonly from: number;
  readonly to: number;
  readonly isWrite: boolean;
  readonly isForAll: boolean;
  readonly group: symbol | null;
}

/**
 * Where threads have to meet: before a step that touches memory which another step since the last
 * meeting wrote, or that writes what one read, unless the first thread runs both by itself.
 */
class Meetings {
  readonly #addressOf: (buffer: Buffer) => number;
  #uses: Use[] = [];

  constructor(addressOf: (buffer: Buffer) => number) {
    this.#addressOf = addressOf;
  }

  mustPrecede(step: Step, isForAll: boolean): boolean {
    const use = (buffer: Buffer, isWrite: boolean): Use => {
      const from = this.#addressOf(buffer);
      const to = from + 4 * Math.max(1, buffer.floats);
      return { from, to, isWrite, isForAll, group: step.group };
    };
    const uses = [
      ...step.reads.map((buffer) => use(buffer, false)),
      ...step.writes.map((buffer) => use(buffer, true)),
    ];
    const mustMeet = uses.some((one) => this.#uses.some((other) => collide(one, other)));
    this.#uses = mustMeet ? uses : [...this.#uses, ...uses];
    return mustMeet;
  }
}

function collide(a: Use, b: Use): boolean {
  if (!(a.isWrite || b.isWrite) || a.from >= b.to || b.from >= a.to) return false;
  const isOneThread = !(a.isForAll || b.isForAll);
  return !isOneThread && (a.group === null || a.group !== b.group);
}
