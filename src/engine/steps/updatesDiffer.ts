/**
 * Whether two ways of taking a step from one state do the same to it. What is compared is what the step
 * does to each variable, not what the variable holds: one that a step hardly moves would hide a wrong
 * update in its own length.
 */
import type { StateData } from "../../graph/executable.ts";
import type { OptimizerNames, StateRoles } from "./stateRoles.ts";
import { damping } from "./stirredState.ts";

/** Largest distance of two updates, as a share of their length. */
const tolerance = 1e-2;
/** What is shorter than this share of the optimiser's longest is rounding (a bias before batch norm). */
const negligible = 1e-3;
/** Numbers are known to so many times half of float32's last place. */
const rounding = 8 * 2 ** -24;

type Numbers = ArrayLike<number>;

/** What a step did to one variable, both ways. */
interface Update {
  readonly name: string;
  readonly actual: Float64Array;
  readonly expected: Float64Array;
  /** Distance that the numbers' rounding alone may make. */
  readonly rounded: number;
}

interface Compared {
  readonly before: StateData;
  readonly actual: StateData;
  readonly expected: StateData;
}

/** @returns the variables to which they do something else, by name, with how far that is off as a share of it */
export function differingUpdates(
  states: Compared,
  { optimizers, others }: StateRoles,
): ReadonlyMap<string, number> {
  const found = optimizers.flatMap((optimizer) => ofOptimizer(states, optimizer));
  const rest = others.map((name) => offBy(changeOf(states, name)));
  return new Map([...found, ...rest].filter(([, share]) => !(share <= tolerance))); // NaN is off, too
}

type Off = readonly [name: string, share: number];

/**
 * Of the moments the gradient and its square, which went into them; of the parameters their move. All
 * gradients of one optimiser are measured by its longest too, and so are the moves by theirs.
 */
function ofOptimizer(states: Compared, { beta1, beta2, updates, slots }: OptimizerNames): Off[] {
  const gradients = slots.map(({ m }) => freedOf(states, m, beta1));
  const squares = slots.map(({ v }) => freedOf(states, v, beta2));
  const moves = slots.map(({ parameter }) => changeOf(states, parameter));
  return [
    offBy(changeOf(states, updates)),
    ...offByTheLongest(gradients, negligible),
    ...offByTheLongest(squares, negligible ** 2),
    ...offByTheLongest(moves, negligible / Math.sqrt(damping)),
  ];
}

/** By their mean length a number, since variables differ in size. */
function offByTheLongest(all: readonly Update[], share: number): Off[] {
  const longest = Math.max(0, ...all.map(({ expected }) => lengthANumber(expected)));
  return all.map((update) => offBy(update, share * longest * Math.sqrt(update.expected.length)));
}

function offBy({ name, actual, expected, rounded }: Update, floor = 0): Off {
  const distance = distanceOf(actual, expected);
  const size = Math.max(floor, distanceOf(expected, []));
  return distance <= rounded ? [name, 0] : [name, (distance - rounded) / size];
}

function changeOf({ before, actual, expected }: Compared, name: string): Update {
  return updateOf(name, before[name] ?? [], actual[name] ?? [], expected[name] ?? [], 1, 1);
}

/** What went into a moving mean, of which a step keeps the share `kept`. */
function freedOf({ before, actual, expected }: Compared, name: string, kept: number): Update {
  const [old, ours, theirs] = [before[name] ?? [], actual[name] ?? [], expected[name] ?? []];
  return updateOf(name, old, ours, theirs, kept, 1 - kept);
}

/** (after − kept · before) / share */
function updateOf(
  name: string,
  before: Numbers,
  actual: Numbers,
  expected: Numbers,
  kept: number,
  share: number,
): Update {
  const from = (after: Numbers) =>
    Float64Array.from(
      { length: before.length },
      (_, at) => ((after[at] ?? Number.NaN) - kept * (before[at] as number)) / share,
    );
  const size = Math.max(distanceOf(before, []), distanceOf(expected, []));
  return {
    name,
    actual: from(actual),
    expected: from(expected),
    rounded: (rounding * size) / share,
  };
}

const lengthANumber = (numbers: Numbers): number =>
  distanceOf(numbers, []) / Math.sqrt(Math.max(1, numbers.length));

/** Euclidean; missing numbers count as 0. NaN where one is not a number. */
function distanceOf(a: Numbers, b: Numbers): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] as number) - (b[at] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
