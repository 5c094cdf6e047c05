/** The page's own small storage; where the browser refuses it, a stand-in that keeps nothing. */
export type PageStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const nothing: PageStorage = {
  length: 0,
  key: () => null,
  getItem: () => null,
  removeItem: () => undefined,
  setItem: () => {
    throw new DOMException("Refused", "SecurityError");
  },
};

/** Even to look at it may throw, where all cookies are blocked. */
function found(): PageStorage {
  try {
    return globalThis.localStorage ?? nothing;
  } catch {
    return nothing;
  }
}

export const pageStorage: PageStorage = found();
