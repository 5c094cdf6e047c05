/** What is done about a device that fails: first the same kind anew, then another backend. */
import type { RecoveryReason } from "../../protocol/events.ts";

/**
 * `lost`: gone, with all that was on it; `outOfMemory`: something did not fit on it; `invalid`: it refused
 * what it was told, so that nothing that follows can be believed; `wrong`: it computes something else.
 */
export type FaultKind = "lost" | "outOfMemory" | "invalid" | "wrong";

export interface Fault {
  readonly kind: FaultKind;
  /** Milliseconds. */
  readonly at: number;
}

export interface Answer {
  /** Take no device of this backend any more in this session. */
  readonly avoids: "wrong" | "failed" | null;
  /** How training that was under way goes on. */
  readonly reason: RecoveryReason;
}

/** A second loss within this time is not chance; browsers lend no third device then, until a reload. */
const lossWindowMs = 120_000;

/** @param faults of this backend in this session, oldest first; the last is to be answered */
export function answerTo(faults: readonly Fault[]): Answer {
  const fault = faults.at(-1) as Fault; // one to be answered
  const before = faults.slice(0, -1).filter(({ kind }) => kind === fault.kind);
  switch (fault.kind) {
    case "lost": {
      const isAgain = before.some(({ at }) => fault.at - at < lossWindowMs);
      return isAgain
        ? { avoids: "failed", reason: "GivenUp" }
        : { avoids: null, reason: "DeviceLost" };
    }
    case "outOfMemory":
      return { avoids: null, reason: "OutOfMemory" };
    case "invalid":
      return before.length > 0
        ? { avoids: "failed", reason: "OtherBackend" }
        : { avoids: null, reason: "DeviceLost" };
    case "wrong":
      return { avoids: "wrong", reason: "OtherBackend" };
    default:
      return fault.kind satisfies never;
  }
}
