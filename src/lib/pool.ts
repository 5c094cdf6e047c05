/** So many acts at once and no more: one begins at once where there is room, the others in the order in which they came. */

/**
 * @param signal calls an act off that waits still; one that has begun is to look at it itself
 * @throws the signal's reason; whatever the act throws
 */
export type Pool = <T>(act: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

export function pool(most: number): Pool {
  let free = most;
  const waiting = new Set<() => void>();

  const turn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(go);
        reject(signal?.reason);
      };
      waiting.add(go);
      signal?.addEventListener("abort", leave, { once: true });
    });

  return async (act, signal) => {
    signal?.throwIfAborted();
    if (free > 0) free--;
    else await turn(signal);
    try {
      return await act();
    } finally {
      const [next] = waiting;
      if (next) {
        waiting.delete(next);
        next();
      } else free++;
    }
  };
}

/** Maps in order with a few calls in flight; where one fails no other begins. @throws as the first that failed */
export function mapPooled<Input, Output>(
  inputs: readonly Input[],
  most: number,
  act: (input: Input, index: number) => Promise<Output>,
): Promise<Output[]> {
  const enter = pool(most);
  let failure: { readonly error: unknown } | null = null;
  const begin = async (input: Input, index: number) => {
    if (failure) throw failure.error;
    try {
      return await act(input, index);
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  return Promise.all(inputs.map((input, index) => enter(() => begin(input, index))));
}
