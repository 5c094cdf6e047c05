/** Judging many images as long work: told how far it is, and called off as other work is. */
import { runWork } from "../../client/work.ts";

export interface Judging {
  /** Images that have no verdict yet and are to get one. */
  toGo(): number;
  /** @param listener called after each change of that. @returns the way to call it no more */
  subscribe(listener: () => void): () => void;
  /** Begins with no other image. */
  putOff(): void;
}

/** Resolves when none is left; those that are added meanwhile count. Never rejects. @param name of the model that judges */
export const judgingWork = (name: string, { toGo, subscribe, putOff }: Judging): Promise<void> =>
  runWork({ kind: "judging", name }, ({ signal, progress }) => {
    let before = toGo();
    let total = before;
    progress(0, total);
    return new Promise<void>((resolve) => {
      const look = () => {
        const left = toGo();
        if (left === before) return;
        total += Math.max(0, left - before);
        before = left;
        progress(total - left, total);
        if (left > 0) return;
        unsubscribe();
        signal.removeEventListener("abort", putOff);
        resolve();
      };
      const unsubscribe = subscribe(look);
      signal.addEventListener("abort", putOff, { once: true });
    });
  }).result;
