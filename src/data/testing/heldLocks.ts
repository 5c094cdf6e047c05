/** Web Locks of several tabs, for tests: a tab that is closed lets go of what it holds. */

type Request = (
  name: string,
  options: LockOptions,
  act: (lock: Lock | null) => unknown,
) => Promise<unknown>;

export function heldLocks() {
  const holders = new Map<string, string>();
  const request =
    (tab: string): Request =>
    async (name, { mode = "exclusive", ifAvailable }, act) => {
      if (holders.has(name)) {
        if (ifAvailable) return act(null);
        throw new Error("these locks have no queue");
      }
      holders.set(name, tab);
      try {
        return await act({ name, mode });
      } finally {
        if (holders.get(name) === tab) holders.delete(name);
      }
    };
  return {
    ofTab: (tab: string) => ({
      request: ((name: string, ...rest: [LockOptions, () => unknown] | [() => unknown]) =>
        rest.length === 1
          ? request(tab)(name, {}, rest[0])
          : request(tab)(name, rest[0], rest[1])) as LockManager["request"],
    }),
    close(tab: string): void {
      for (const [name, holder] of holders) if (holder === tab) holders.delete(name);
    },
  };
}
