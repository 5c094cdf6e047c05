/** A function of a model on an engine. */

/** Numbers by name, from the host to the host. */
export type Numbers = Readonly<Record<string, Float32Array>>;

/** One function of a model, ready to be timed. */
export interface Prepared {
  readonly call: () => Promise<Numbers>;
  /** A result as our programs lay it out: images with their channels last. */
  readonly plain: (name: string, numbers: Float32Array) => Float32Array;
}
