/** A program compiled for a device. */

export type Feeds = Readonly<Record<string, Float32Array | Int32Array>>;

/** The results of one run, by name. */
export type Results = Readonly<Record<string, number>>;

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
