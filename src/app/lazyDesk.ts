/**
 * A desk is a script of its own, fetched when it is first opened. React remembers a script that did not come
 * for good: here it is fetched anew at the next try.
 */
import { type ComponentType, lazy } from "react";

/** A desk's script did not come: the server is away, or has another version by now. */
export class DeskNotFetched extends Error {}

/** @returns the desk, for the moment: ask for it anew after it failed */
export function lazyDesk(fetched: () => Promise<ComponentType>): () => ComponentType {
  let panel: ComponentType | null = null;
  const load = async () => {
    try {
      return { default: await fetched() };
    } catch (cause) {
      panel = null;
      throw new DeskNotFetched("A desk's script did not come", { cause });
    }
  };
  return () => {
    panel ??= lazy(load);
    return panel;
  };
}
