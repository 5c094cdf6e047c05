/** Gives every buffer of a plan an address. */
import { layOut, type Span } from "../../graph/arena.ts";
import type { Buffer, Step } from "./plan.ts";
import { cacheLineBytes } from "./stepKinds.ts";

export interface Allotment {
  /** From the start of the block, bytes. */
  readonly addresses: ReadonlyMap<Buffer, number>;
  /** Of buffers that are not in the block: from the start of the memory, bytes. */
  readonly elsewhere: ReadonlyMap<Buffer, number>;
  readonly bytes: number;
}

const floatBytes = 4;

/**
 * Fixed buffers one after another, then temporaries, which share memory.
 * @param fixed   buffers to keep whether or not a step uses them
 * @param results buffers that are read after the last step
 * @param elsewhere buffers that lie outside of the block, with their addresses
 */
export function allot(
  steps: readonly Step[],
  fixed: Iterable<Buffer>,
  results: Iterable<Buffer>,
  elsewhere: ReadonlyMap<Buffer, number> = new Map(),
): Allotment {
  const addresses = new Map<Buffer, number>();
  let end = 0;
  for (const buffer of new Set(fixed)) {
    if (elsewhere.has(buffer)) continue;
    addresses.set(buffer, end);
    end += bytesOf(buffer);
  }
  const spans = spansOf(steps, results, (buffer) => addresses.has(buffer) || elsewhere.has(buffer));
  const layout = layOut([...spans.values()], cacheLineBytes);
  [...spans.keys()].forEach((buffer, at) => {
    addresses.set(buffer, end + (layout.offsets[at] as number)); // one a span
  });
  return { addresses, elsewhere, bytes: end + layout.bytes };
}

/** From the first step that touches a buffer to the last one. */
function spansOf(
  steps: readonly Step[],
  results: Iterable<Buffer>,
  isPlaced: (buffer: Buffer) => boolean,
): Map<Buffer, Span> {
  const spans = new Map<Buffer, Span>();
  const touch = (buffer: Buffer, at: number) => {
    if (isPlaced(buffer)) return;
    const first = spans.get(buffer)?.first ?? at;
    spans.set(buffer, { bytes: bytesOf(buffer), first, last: at });
  };
  steps.forEach(({ reads, writes }, at) => {
    for (const buffer of [...reads, ...writes]) touch(buffer, at);
  });
  for (const buffer of results) touch(buffer, steps.length);
  return spans;
}

/** Whole cache lines, so that threads do not contend for one. */
function bytesOf({ floats }: Buffer): number {
  return Math.ceil((Math.max(1, floats) * floatBytes) / cacheLineBytes) * cacheLineBytes;
}
