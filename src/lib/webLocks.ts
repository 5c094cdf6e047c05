/** Names that one tab or worker of the app holds at a time (Web Locks): who dies lets go of what it held. */

export interface HeldLock {
  release(): void;
  /** Resolves when somebody has taken it by force; never after `release`. */
  readonly stolen: Promise<void>;
}

export interface WebLocks {
  /** Null where somebody else holds it. */
  take(name: string): Promise<HeldLock | null>;
  /** Takes it from whoever holds it. */
  steal(name: string): Promise<HeldLock>;
  /** Resolves once nobody holds it. */
  free(name: string): Promise<void>;
  /** All that are held, here and elsewhere. */
  held(): Promise<ReadonlySet<string>>;
}

type Locks = Pick<LockManager, "request" | "query">;

/** Null where the browser has no locks: then nobody can tell who else is there. */
export function openWebLocks(locks: Locks | undefined): WebLocks | null {
  if (!locks) return null;
  return {
    take: (name) => request(locks, name, { ifAvailable: true }),
    steal: async (name) => {
      const lock = await request(locks, name, { steal: true });
      if (!lock) throw new Error(`The lock ${name} could not be taken`);
      return lock;
    },
    free: (name) => locks.request(name, { mode: "shared" }, () => undefined),
    held: async () => {
      const { held = [] } = await locks.query();
      return new Set(held.flatMap(({ name }) => name ?? []));
    },
  };
}

function request(locks: Locks, name: string, options: LockOptions): Promise<HeldLock | null> {
  return new Promise((resolve, reject) => {
    const stolen = new Promise<void>((tellStolen) => {
      let isHeld = false;
      const ended = locks.request(name, options, (lock) => {
        if (!lock) return resolve(null);
        isHeld = true;
        return new Promise<void>((release) => resolve({ release, stolen }));
      });
      ended.catch((error: unknown) => (isHeld ? tellStolen() : reject(error)));
    });
  });
}
