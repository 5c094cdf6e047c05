/** What a soak case is: something done very often with seeded chance, and figures that say how it went. */

export interface SoakOptions {
  /** How often it is done. */
  readonly count: number;
  /** Same seed, same acts. */
  readonly seed: number;
  /** Told after each of them. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface SoakReport {
  /** Whether every bar was met. */
  readonly passed: boolean;
  /** What was counted, by name, with the unit in the name where there is one. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** One line each, with what is needed to see it again. */
  readonly failures: readonly string[];
}

export interface SoakCase {
  /** One line for `--help`. */
  readonly summary: string;
  /** `count` where none is asked for: the full figure. */
  readonly count: number;
  run(options: SoakOptions): Promise<SoakReport>;
}
