/** Gives up waiting for what may never answer: cloud files, a blocked database. */

/** Rejects with `tooLate()` when `promise` has not settled after `ms`; the work itself goes on. */
export async function withinTime<T>(
  promise: Promise<T>,
  ms: number,
  tooLate: () => Error,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
