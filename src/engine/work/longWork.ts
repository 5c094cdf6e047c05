/** Which work of the engine may keep its worker from answering for long. */
import type { EngineEvent } from "../../protocol/events.ts";
import type { Heart } from "./heart.ts";

export type LongWork = Pick<Heart, "beginLong" | "endLong" | "during">;

/** What stands for the comparison of a backend's gradients with a reference. */
const selfTest = "self-test";

/**
 * Tells the heart by what the engine says of itself: from a run's preparation to its first step the worker
 * may be silent for long, and while a backend is tested.
 */
export function announce(heart: LongWork, event: EngineEvent): void {
  if (event.type === "backend") {
    if (event.backend.selfTest === "running") heart.beginLong(selfTest);
    else heart.endLong(selfTest);
  }
  if (event.type === "progress") heart.endLong(event.runId);
  if (event.type !== "runState") return;
  if (event.state === "preparing") heart.beginLong(event.runId);
  else if (event.state !== "training") heart.endLong(event.runId);
}
