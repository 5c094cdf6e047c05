/**
 * Seeded random numbers: the only source of chance in the project, so that the same seed gives the
 * same run. sfc32 (Chris Doty-Humphrey, PractRand): small, fast, passes BigCrush; its state is four
 * 32-bit words that a checkpoint can keep.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** @param seed any number; only its low 32 bits count */
  constructor(seed: number) {
    this.#a = 0x9e3779b9;
    this.#b = 0x243f6a88;
    this.#c = seed >>> 0;
    this.#counter = 1;
    for (let warmUp = 0; warmUp < 15; warmUp++) this.uint32();
  }

  /** Uniform integer in [0, 2³²). */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [min, max). */
  uniform(min = 0, max = 1): number {
    return min + (this.uint32() / 2 ** 32) * (max - min);
  }

  /** Uniform integer in [0, n). */
  below(n: number): number {
    return Math.floor(this.uniform(0, n));
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** `length` standard normal numbers. */
  normals(length: number): Float32Array {
    return Float32Array.from({ length }, () => this.normal());
  }

  /** 0…n−1 in random order (Fisher–Yates). */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const swap = order[i] as number;
      order[i] = order[j] as number;
      order[j] = swap;
    }
    return order;
  }

  /** The generator's position, for a checkpoint. */
  get state(): readonly [number, number, number, number] {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  /** A generator that goes on from `state`. */
  static from(state: readonly [number, number, number, number]): Rng {
    const rng = new Rng(0);
    [rng.#a, rng.#b, rng.#c, rng.#counter] = state;
    return rng;
  }
}

/** A seed from the clock's and the process's own chance, for "new random seed" buttons and ids. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}

/** One seed out of two numbers, well mixed (multiply–xorshift, after MurmurHash3's finaliser). */
export function mixSeed(seed: number, salt: number): number {
  let mixed = Math.imul(seed ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
