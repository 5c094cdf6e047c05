/** What others want to do between two steps of a run. */
import { BadSetting } from "../errors.ts";

interface Wanted {
  readonly act: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

export class BetweenSteps {
  #wanted: Wanted[] = [];
  #isClosed = false;

  /** @throws BadSetting where training ends before; whatever `act` throws */
  ask<T>(act: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isClosed) return reject(ended());
      this.#wanted.push({ act: async () => resolve(await act()), fail: reject });
    });
  }

  get isEmpty(): boolean {
    return this.#wanted.length === 0;
  }

  /** Does what was asked for first, if anything. @throws what it throws, but a BadSetting, of which whoever asked is told */
  async doNext(): Promise<void> {
    const next = this.#wanted.shift();
    if (!next) return; // closed meanwhile
    try {
      await next.act();
    } catch (error) {
      next.fail(error);
      if (!(error instanceof BadSetting)) throw error;
    }
  }

  /** Nothing follows: whoever waits is told. */
  close(): void {
    this.#isClosed = true;
    for (const { fail } of this.#wanted) fail(ended());
    this.#wanted = [];
  }
}

const ended = () => new BadSetting("The run has ended");
