/**
 * Which frames a film keeps. Steps are compared by their square roots: pictures change most in the
 * beginning, so that is where frames lie closest, whatever the length of the run.
 */
import type { FilmFrame } from "../../protocol/film.ts";

/** Of one run. */
export const mostFrames = 48;

const place = Math.sqrt;

type Timed = Pick<FilmFrame, "step">;

/**
 * Whether a frame at `step` shows enough that is new: as far from the last one as frames would lie if
 * they were spread evenly. What comes in steadily is taken ever more rarely.
 * @param frames by growing step
 */
export function isFrameDue(frames: readonly Timed[], step: number): boolean {
  const first = frames[0];
  const last = frames.at(-1);
  if (!first || !last) return true;
  const spacing = (place(step) - place(first.step)) / (mostFrames - 1);
  return step > last.step && place(step) - place(last.step) >= spacing;
}

/**
 * The film with one frame more. Where it is full, the frame between the closest neighbours goes, never
 * the first or the new one; frames of the same or a later step go too, for the run went back.
 */
export function withFrame<Frame extends Timed>(frames: readonly Frame[], frame: Frame): Frame[] {
  const all = [...upToStep(frames, frame.step - 1), frame];
  if (all.length > mostFrames) all.splice(leastMissed(all), 1);
  return all;
}

export function upToStep<Frame extends Timed>(frames: readonly Frame[], step: number): Frame[] {
  return frames.filter((frame) => frame.step <= step);
}

/** Index of the inner frame whose neighbours are closest to each other. */
function leastMissed(frames: readonly Timed[]): number {
  let least = 1;
  let narrowest = Number.POSITIVE_INFINITY;
  for (let at = 1; at < frames.length - 1; at++) {
    const [before, after] = [frames[at - 1] as Timed, frames[at + 1] as Timed]; // inner: both are there
    const gap = place(after.step) - place(before.step);
    if (gap < narrowest) [narrowest, least] = [gap, at];
  }
  return least;
}
