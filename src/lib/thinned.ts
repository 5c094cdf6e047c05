/** Curves of bounded size: where a series has too many values, evenly spaced ones stay, and its ends. */

export interface CurvePoint {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Values that a series holds at most… */
export const mostValues = 2000;
/** …and one that is measured on what is held out, of which there may be one a class. */
export const mostMeasured = 1000;

const mostOf = (name: string): number => (name.startsWith("val.") ? mostMeasured : mostValues);

/**
 * The same points where no series has more values than it may hold; else each of those that do keeps about
 * half of what it may hold, as even in steps as they come, with its first and its last. Thinned again and
 * again, a curve stays even over its whole length.
 * @param points in the order of their steps, one a step
 */
export function thinned<Point extends CurvePoint>(points: readonly Point[]): readonly Point[] {
  if (points.length <= mostMeasured) return points;
  const stepsOf = new Map<string, number[]>();
  for (const { step, values } of points) {
    for (const name of Object.keys(values)) {
      const steps = stepsOf.get(name);
      if (steps) steps.push(step);
      else stepsOf.set(name, [step]);
    }
  }
  const keptOf = new Map(
    [...stepsOf].flatMap(([name, steps]) =>
      steps.length > mostOf(name) ? [[name, evenSteps(steps, mostOf(name) / 2)] as const] : [],
    ),
  );
  return keptOf.size === 0 ? points : points.flatMap((point) => withoutThinned(point, keptOf));
}

/** At most `count` of the steps and the last, no two closer than an even share of the whole. */
function evenSteps(steps: readonly number[], count: number): ReadonlySet<number> {
  const [first, last] = [steps[0] as number, steps.at(-1) as number]; // there are too many of them
  const gap = (last - first) / count;
  const kept = new Set([first, last]);
  let next = first + gap;
  for (const step of steps) {
    if (step < next) continue;
    kept.add(step);
    next = step + gap;
  }
  return kept;
}

function withoutThinned<Point extends CurvePoint>(
  point: Point,
  keptOf: ReadonlyMap<string, ReadonlySet<number>>,
): Point[] {
  const values = Object.entries(point.values).filter(
    ([name]) => keptOf.get(name)?.has(point.step) ?? true,
  );
  return values.length === 0 ? [] : [{ ...point, values: Object.fromEntries(values) }];
}
