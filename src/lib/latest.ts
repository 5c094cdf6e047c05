/**
 * Keeps one call in flight and remembers only the newest request: what a slider needs, where every
 * value but the last is out of date by the time it could be served.
 * @returns a function whose promise gives the result, or null when a newer request took its place
 */
export function latest<Input, Output>(
  serve: (input: Input) => Promise<Output>,
): (input: Input) => Promise<Output | null> {
  type Waiting = { input: Input; settle: (outcome: Promise<Output> | null) => void };
  let busy = false;
  let next: Waiting | null = null;

  async function run(first: Waiting): Promise<void> {
    busy = true;
    for (let current: Waiting | null = first; current; current = next) {
      if (current === next) next = null;
      const { input } = current;
      const outcome = (async () => serve(input))(); // also where it throws before there is a promise
      current.settle(outcome);
      await outcome.catch(() => undefined); // the caller has it; here only its end counts
    }
    busy = false;
  }

  return (input) =>
    new Promise((resolve) => {
      const request: Waiting = { input, settle: resolve };
      if (!busy) {
        void run(request);
        return;
      }
      next?.settle(null);
      next = request;
    });
}
