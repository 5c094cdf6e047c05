/** Results that were removed by hand: offered back for a while, and let go when the offer is over. */
import { putAside } from "../../client/putAside.ts";
import { sourceKey } from "../../client/thumbnails.ts";
import type { Entry } from "./entries.ts";

export interface Removal {
  readonly bringBack: (entries: readonly Entry[]) => void;
  readonly letGo: (entries: readonly Entry[]) => void;
}

let removed: readonly Entry[] = [];

/** Those that are offered already are offered with it. */
export function offerBack(gone: readonly Entry[], { bringBack, letGo }: Removal): void {
  if (gone.length === 0) return;
  removed = [...removed, ...gone];
  const all = () => {
    const taken = removed;
    removed = [];
    return taken;
  };
  const notice = { message: "notice.resultsRemoved", values: { count: removed.length } };
  putAside("results", notice, { bringBack: () => bringBack(all()), letGo: () => letGo(all()) });
}

/** What comes back in its places; what was being judged waits again. A photo that is listed once more does not. */
export function together(
  listed: readonly Entry[],
  gone: readonly Entry[],
): { readonly all: readonly Entry[]; readonly back: readonly Entry[] } {
  const known = new Set(listed.map(({ source }) => source && sourceKey(source)));
  const back = gone
    .filter(({ source }) => source === null || !known.has(sourceKey(source)))
    .map((entry): Entry => {
      const isCutOff = entry.outcome.state === "working";
      return isCutOff ? { ...entry, outcome: { state: "waiting" } } : entry;
    });
  const all = [...listed, ...back].sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return { all, back };
}
