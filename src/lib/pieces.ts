/** Long work that stops for breath after each piece; whoever asked for it decides when it goes on. */
import { nextTask } from "./nextTask.ts";

/** Yields after each piece; the result comes at the end. */
export type Pieces<Result> = AsyncGenerator<void, Result>;

/** Lets others in between two pieces. @throws what the work is called off by */
export type Breathe = () => Promise<void>;

/** How to breathe in work of so many units, each followed by a breath; about so many will do. */
export type Counting = (units: number) => Breathe;

/** Where nobody wants to know how far it has come, or calls it off. */
export const uncounted: Counting = () => nextTask;

/** Does all of it, with a turn for waiting requests after each piece. @throws as `breathe` */
export async function finish<Result>(
  pieces: Pieces<Result>,
  breathe: Breathe = nextTask,
): Promise<Result> {
  const result = await finishUnless(pieces, () => false, breathe);
  return result as Result; // it is never called off so
}

/** As `finish`, but asks after each piece whether it is called off; then it gives null. */
export async function finishUnless<Result>(
  pieces: Pieces<Result>,
  isCalledOff: () => boolean,
  breathe: Breathe = nextTask,
): Promise<Result | null> {
  for (;;) {
    const turn = await pieces.next();
    if (turn.done) return turn.value;
    await breathe();
    if (isCalledOff()) return null;
  }
}
