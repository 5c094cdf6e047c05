/** What a classifier's verdicts on photos are worth. */

export interface Judged {
  /** Index of the true class. */
  readonly label: number;
  /** By class. */
  readonly probabilities: readonly number[];
}

export interface Accuracy {
  /** Share of photos judged right. */
  readonly accuracy: number;
  /** Recall by class name: the share of its photos that were recognised; null where none was judged. */
  readonly perClass: Readonly<Record<string, number | null>>;
  /** Photos counted: rows are true classes, columns are verdicts. */
  readonly confusion: readonly (readonly number[])[];
}

export function accuracyOf(judged: readonly Judged[], classNames: readonly string[]): Accuracy {
  const confusion = classNames.map(() => classNames.map(() => 0));
  for (const { label, probabilities } of judged) {
    const row = confusion[label];
    const verdict = probabilities.indexOf(Math.max(...probabilities));
    if (row?.[verdict] !== undefined) row[verdict]++;
  }
  const recalls = classNames.map((name, label) => {
    const row = confusion[label] ?? [];
    const photos = row.reduce((sum, count) => sum + count, 0);
    return [name, photos === 0 ? null : (row[label] ?? 0) / photos] as const;
  });
  const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  return {
    accuracy: judged.length === 0 ? 0 : right / judged.length,
    perClass: Object.fromEntries(recalls),
    confusion,
  };
}
