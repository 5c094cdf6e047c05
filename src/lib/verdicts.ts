/** What a classifier's verdicts are worth: counted by true class and by what each was taken for. */

import { toldApart } from "./className.ts";

/** Rows are true classes, columns are verdicts, both in the order of the classes. */
export type Confusion = readonly (readonly number[])[];

export interface Judged {
  /** Index of the true class. */
  readonly label: number;
  /** By class; empty for a photo that could not be read. */
  readonly probabilities: readonly number[];
}

export interface Accuracy {
  /** Share of the photos that were judged which were judged right; 0 where none was. */
  readonly accuracy: number;
  /** Recall by class name, two of one name numbered: the share of its photos that were recognised; null where none was judged. */
  readonly perClass: Readonly<Record<string, number | null>>;
  /** Photos counted. */
  readonly confusion: Confusion;
}

export interface Tally {
  readonly right: number;
  readonly count: number;
}

/** Of all that is of one class, so much was taken for one other class. */
export interface Mistake {
  readonly label: number;
  readonly verdict: number;
  readonly count: number;
  /** Judged of the class `label`. */
  readonly of: number;
}

/** Name of the curve of a class's recall, measured on held-out patches. */
export const recallSeries = (label: number): string => `val.recall.${label}`;

export const isRecallSeries = (name: string): boolean => name.startsWith("val.recall.");

/** Counts each by its likeliest class; one whose probabilities are no numbers is left out. */
export function confusionOf(judged: readonly Judged[], classes: number): Confusion {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { label, probabilities } of judged) {
    const row = counts[label];
    const verdict = probabilities.indexOf(Math.max(...probabilities));
    if (row?.[verdict] !== undefined) row[verdict]++;
  }
  return counts;
}

/** By true class. */
export const talliesOf = (confusion: Confusion): Tally[] =>
  confusion.map((row, label) => ({ right: row[label] ?? 0, count: sum(row) }));

export function tallyOf(confusion: Confusion): Tally {
  const tallies = talliesOf(confusion);
  return {
    right: sum(tallies.map(({ right }) => right)),
    count: sum(tallies.map(({ count }) => count)),
  };
}

/** What goes wrong most often; of equals, the one that hits the larger share of its class. null: nothing does. */
export function worstMistake(confusion: Confusion): Mistake | null {
  const mistakes = confusion.flatMap((row, label) =>
    row.flatMap((count, verdict) =>
      count > 0 && verdict !== label ? [{ label, verdict, count, of: sum(row) }] : [],
    ),
  );
  const isWorse = (one: Mistake, other: Mistake) =>
    one.count > other.count || (one.count === other.count && one.of < other.of);
  return mistakes.reduce<Mistake | null>(
    (worst, mistake) => (worst && !isWorse(mistake, worst) ? worst : mistake),
    null,
  );
}

/** A photo without probabilities could not be read: it counts neither as right nor as wrong. */
export function accuracyOf(judged: readonly Judged[], classNames: readonly string[]): Accuracy {
  const confusion = confusionOf(judged, classNames.length);
  const tallies = talliesOf(confusion);
  const { right, count } = tallyOf(confusion);
  const recalls = toldApart(classNames).map((name, label) => {
    const own = tallies[label] as Tally; // one a class
    return [name, own.count === 0 ? null : own.right / own.count] as const;
  });
  return {
    accuracy: count === 0 ? 0 : right / count,
    perClass: Object.fromEntries(recalls),
    confusion,
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
