/** Locks as several tabs of one browser share them, in memory. */
import type { HeldLock, WebLocks } from "../webLocks.ts";

interface Holder {
  readonly tellStolen: () => void;
}

export function fakeLocks(): WebLocks {
  const holders = new Map<string, Holder>();
  const waiting = new Map<string, readonly (() => void)[]>();
  const grant = (name: string): HeldLock => {
    let tellStolen = () => {};
    const stolen = new Promise<void>((resolve) => {
      tellStolen = resolve;
    });
    const holder = { tellStolen };
    holders.set(name, holder);
    const release = () => {
      if (holders.get(name) !== holder) return;
      holders.delete(name);
      for (const tell of waiting.get(name) ?? []) tell();
      waiting.delete(name);
    };
    return { stolen, release };
  };
  return {
    take: async (name) => (holders.has(name) ? null : grant(name)),
    async steal(name) {
      holders.get(name)?.tellStolen();
      return grant(name);
    },
    free: (name) =>
      new Promise((resolve) => {
        if (holders.has(name)) waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
        else resolve();
      }),
    held: async () => new Set(holders.keys()),
  };
}
