/** Ranked classes with their probabilities as bars. */
export interface ProbabilityBar {
  readonly key: string;
  readonly name: string;
  /** 0…1 */
  readonly probability: number;
  /** Marks the class that the photo really has, where it is known. */
  readonly isTrue?: boolean;
}

export interface ProbabilityBarsProps {
  readonly label: string;
  /** Likeliest first. */
  readonly bars: readonly ProbabilityBar[];
  readonly format: (share: number) => string;
  /** Words for the mark of the true class. */
  readonly trueLabel: string;
}

export function ProbabilityBars({ label, bars, format, trueLabel }: ProbabilityBarsProps) {
  return (
    <ol aria-label={label} className="flex flex-col gap-2">
      {bars.map(({ key, name, probability, isTrue }, place) => (
        <li key={key} className="grid grid-cols-[minmax(0,7rem)_1fr_3rem] items-center gap-3">
          <span className="truncate" title={name}>
            {name}
            {isTrue && (
              <span className="text-good">
                {" "}
                ✓<span className="sr-only">{trueLabel}</span>
              </span>
            )}
          </span>
          <span className="h-2 overflow-hidden rounded-full bg-hover" aria-hidden>
            <span
              className="block h-full rounded-full bg-data"
              style={{
                width: `${(probability * 100).toFixed(1)}%`,
                opacity: place === 0 ? 1 : 0.6,
              }}
            />
          </span>
          <span className="text-right text-muted">{format(probability)}</span>
        </li>
      ))}
    </ol>
  );
}
