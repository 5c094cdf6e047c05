/** Room may have been made: what waited for it is tried again. */
import { hasRoom } from "../storage/stores.ts";
import type { Parts } from "./parts.ts";

export async function saveNow({ runs, stores, health }: Parts): Promise<void> {
  if (await hasRoom(stores)) health.allSettled("photo"); // nothing waits for it
  await runs.saveNow();
}

/** What removing for good works with. */
export const erasing = (parts: Parts) => ({ ...parts, saveNow: () => saveNow(parts) });
