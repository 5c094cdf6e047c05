/** How fast a run goes as a whole, with all that is done between its steps: what its time left follows from. */

/** Where a run stood at a moment of its training time. */
export interface PaceMark {
  readonly step: number;
  readonly seconds: number;
}

/** Marks lie at least so far apart, s… */
const markSeconds = 2;
/** …and the newest so many are kept: two minutes, or that many steps where they are slow. */
const mostMarks = 60;
/** Before both have passed, what is timed of a training is mostly how it started. */
const fewest = { steps: 20, seconds: 30 };
/** A stretch counts at most so many times as slow as the usual one: the device slept, or another tab took it. */
const mostSlow = 4;

/** The marks of a run that has come to `now`; they begin anew where it went back. */
export function paceAfter(marks: readonly PaceMark[], now: PaceMark): readonly PaceMark[] {
  const last = marks.at(-1);
  if (!last || now.step < last.step || now.seconds < last.seconds) return [now];
  if (now.seconds - last.seconds < markSeconds || now.step === last.step) return marks;
  return [...marks, now].slice(-mostMarks);
}

/** Seconds a step, chores and all; null while too little is known. @param enough what has to have passed */
export function secondsAStep(marks: readonly PaceMark[], enough = fewest): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last) return null;
  const [steps, seconds] = [last.step - first.step, last.seconds - first.seconds];
  if (steps < enough.steps || seconds < enough.seconds) return null;
  const stretches = marks.slice(1).map((mark, index) => {
    const before = marks[index] as PaceMark; // one before each
    const taken = mark.step - before.step;
    return { taken, pace: (mark.seconds - before.seconds) / taken };
  });
  const paces = stretches.map(({ pace }) => pace).sort((a, b) => a - b);
  const most = mostSlow * (paces[Math.floor(paces.length / 2)] as number); // there are some
  const usual = stretches.reduce((sum, { taken, pace }) => sum + taken * Math.min(pace, most), 0);
  return usual / steps;
}
