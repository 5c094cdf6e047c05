/** Files and documents as an accident or an enemy would leave them, from a seed. */
import type { Rng } from "../../lib/rng.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** One to four accidents: bytes flipped, cut off, repeated, mixed with another file's, or numbers at their ends. */
export function mutatedBytes(seeds: readonly Bytes[], rng: Rng): Bytes {
  let bytes = pick(seeds, rng).slice();
  for (let n = rng.below(4); n >= 0; n--) bytes = accident(bytes, pick(seeds, rng), rng);
  return bytes;
}

function accident(bytes: Bytes, other: Bytes, rng: Rng): Bytes {
  if (bytes.length === 0) return other.slice();
  const at = rng.below(bytes.length);
  switch (rng.below(6)) {
    case 0: // near the start, where the headers are
      bytes[rng.below(Math.min(64, bytes.length))] = rng.below(256);
      return bytes;
    case 1:
      bytes[at] = (bytes[at] as number) ^ (1 << rng.below(8));
      return bytes;
    case 2:
      return bytes.slice(0, at);
    case 3:
      return joined(bytes.subarray(0, at), other.subarray(rng.below(other.length + 1)));
    case 4:
      return joined(bytes.subarray(0, at), bytes.subarray(rng.below(at + 1)));
    default:
      return withNumber(bytes, at, pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff], rng), rng);
  }
}

function withNumber(bytes: Bytes, at: number, value: number, rng: Rng): Bytes {
  if (at + 4 > bytes.length) return bytes;
  new DataView(bytes.buffer).setUint32(at, value, rng.below(2) === 0);
  return bytes;
}

function joined(a: Uint8Array, b: Uint8Array): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** What a field may hold instead of what it should. */
const oddities: readonly unknown[] = [
  undefined,
  null,
  -1,
  0,
  Number.POSITIVE_INFINITY,
  Number.NaN,
  2 ** 53 + 1,
  "",
  "__proto__",
  "../x",
  "x".repeat(100_000),
  [],
  {},
  [[[[]]]],
  true,
  new Map([["x", 1]]),
  new Uint8Array(4),
];

/** A document with one to four fields of any depth lost, doubled or replaced. */
export function mutatedDocument(document: unknown, rng: Rng): unknown {
  const root = { document: structuredClone(document) };
  for (let n = rng.below(4); n >= 0; n--) replaceOne(root, rng);
  return root.document;
}

function replaceOne(root: Record<string, unknown>, rng: Rng): void {
  let holder: Record<string, unknown> = root;
  let key = "document";
  for (;;) {
    const value = holder[key];
    const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
    if (keys.length === 0 || rng.below(4) === 0) break;
    holder = value as Record<string, unknown>;
    key = pick(keys, rng);
  }
  if (ArrayBuffer.isView(holder)) return; // an oddity that was put there before
  const chance = rng.below(8);
  if (chance === 0) delete holder[key];
  else if (chance === 1) holder[`${key}x`] = holder[key];
  else holder[key] = pick(oddities, rng);
}

const pick = <T>(from: readonly T[], rng: Rng): T => from[rng.below(from.length)] as T;
