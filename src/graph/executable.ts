/** A program compiled for a device. */

export type Feeds = Readonly<Record<string, Float32Array | Int32Array>>;

/** The results of one run, by name. */
export type Results = Readonly<Record<string, number>>;

/** All numbers of one run's results, by name, row-major. */
export type Outputs = Readonly<Record<string, Float32Array>>;

/** Numbers of a program's state, by name, as the executable starts with them. */
export type StateData = Readonly<Record<string, Float32Array | Int32Array>>;

export interface Executable {
  /** Enqueues one run: feeds in, state updated in place. Sync; what `read` gives grows by one. */
  run(feeds: Feeds): void;
  /** The results of every run since the last read, in order; waits for the device. */
  read(): Promise<readonly Results[]>;
  /** Frees whatever it holds on the device. */
  dispose(): void;
}

/** A program that is run for results of any shape. */
export interface Computation {
  /** One run: feeds in, results out. Runs take place in the order in which they were asked for. */
  compute(feeds: Feeds): Promise<Outputs>;
  /** Frees whatever it holds on the device. */
  dispose(): void;
}
