/**
 * Keeps those who write apart from the one who clears up, across all tabs. A courtesy and no more: what is
 * written anew is too young to be cleared up, and what is cleared up by mistake lies in the trash, so
 * nobody waits here for long.
 */

export interface StorageLock {
  /** Does something that makes or names stored files, beside others who do. */
  sharing<T>(act: () => Promise<T>): Promise<T>;
  /** Does something while nobody writes; null, and not done, where somebody does. */
  alone<T>(act: () => Promise<T>): Promise<T | null>;
}

type Locks = Pick<LockManager, "request">;

const lockName = "latent-loom storage";
const patienceMs = 5_000;

/** @param locks where there are none, storage is denied too, and all live alone */
export function createStorageLock(locks: Locks | undefined): StorageLock {
  if (!locks) return { sharing: (act) => act(), alone: (act) => act() };
  return {
    async sharing(act) {
      let hasBegun = false;
      const begin = () => {
        hasBegun = true;
        return act();
      };
      const signal = AbortSignal.timeout(patienceMs);
      try {
        return await locks.request(lockName, { mode: "shared", signal }, begin);
      } catch (error) {
        if (hasBegun) throw error;
        return act(); // somebody clears up for ever
      }
    },
    alone: (act) =>
      locks.request(lockName, { mode: "exclusive", ifAvailable: true }, (lock) =>
        lock ? act() : null,
      ),
  };
}
