/** Long work that stops for breath after each piece; whoever asked for it decides when it goes on. */
import { nextTask } from "./nextTask.ts";

/** Yields after each piece; the result comes at the end. */
export type Pieces<Result> = AsyncGenerator<void, Result>;

/** Does all of it, with a turn for waiting requests after each piece. */
export async function finish<Result>(pieces: Pieces<Result>): Promise<Result> {
  const result = await finishUnless(pieces, () => false);
  return result as Result; // it is never called off
}

/** As `finish`, but asks after each piece whether it is called off; then it gives null. */
export async function finishUnless<Result>(
  pieces: Pieces<Result>,
  isCalledOff: () => boolean,
): Promise<Result | null> {
  for (;;) {
    const turn = await pieces.next();
    if (turn.done) return turn.value;
    await nextTask();
    if (isCalledOff()) return null;
  }
}
