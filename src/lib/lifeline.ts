/**
 * Work that hangs on something which may go away: when it is cut, all of it that is under way ends at once,
 * also what would never have answered. What ended of itself leaves nothing behind.
 */
export class Lifeline {
  readonly #ends = new Set<(error: Error) => void>();
  #cutBy: Error | null = null;

  /** As `work`, until the line is cut. @throws what it was cut by, at once where it is cut already */
  hold<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = <Value>(end: (value: Value) => void) => {
        return (value: Value) => {
          this.#ends.delete(reject);
          end(value);
        };
      };
      work.then(settle(resolve), settle(reject));
      if (this.#cutBy) reject(this.#cutBy);
      else this.#ends.add(reject);
    });
  }

  /** Of work that is held at the moment. */
  get held(): number {
    return this.#ends.size;
  }

  cut(error: Error): void {
    this.#cutBy ??= error;
    for (const end of this.#ends) end(this.#cutBy);
    this.#ends.clear();
  }
}
