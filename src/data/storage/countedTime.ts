/**
 * Time by which what was deleted grows old. Clocks jump (an empty battery, a wrong date set): then two weeks
 * would be over at once, so no more than a day is counted between two looks at the clock.
 */
import type { Documents } from "../documents.ts";

interface Counted {
  /** Milliseconds since 1970, less what was not counted. */
  readonly counted: number;
  /** What the clock showed then, milliseconds since 1970. */
  readonly seen: number;
}

const valueKey = "countedTime";
const mostMs = 24 * 60 * 60 * 1000;

/**
 * Never ahead of an honest clock.
 * @param now milliseconds since 1970
 * @throws StorageFull, StorageFailed: then it has not been counted on
 */
export async function countedTime(
  documents: Pick<Documents, "getValue" | "setValue">,
  now: number,
): Promise<number> {
  const before = countedIn(await documents.getValue(valueKey));
  const passed = before ? Math.min(Math.max(0, now - before.seen), mostMs) : 0;
  const counted = before ? before.counted + passed : now;
  await documents.setValue(valueKey, { counted, seen: now } satisfies Counted);
  return counted;
}

function countedIn(value: unknown): Counted | null {
  const { counted, seen } = (value ?? {}) as Partial<Counted>;
  return Number.isFinite(counted) && Number.isFinite(seen) ? (value as Counted) : null;
}
