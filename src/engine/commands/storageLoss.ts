/** Storage that is cleared from outside while the app is open, or that answers late. */
import { pause } from "../../lib/pause.ts";
import { isStorageThere, type Lost, lookAgainMs } from "../storage/stores.ts";
import type { Emit, Parts } from "./parts.ts";

/** Files and documents are cleared from outside: the page has most of the latter still. */
export async function keepAfterLoss({ emit, runs, stores }: Parts, what: Lost): Promise<void> {
  emit({ type: "storageLost", what });
  if (what === "files") return; // a run that trains writes all of it again within seconds
  runs.storageCleared();
  for (const record of await runs.load()) {
    const hasWeights = (await stores.checkpoints.read(record.runId).catch(() => null)) !== null;
    if (hasWeights) await stores.documents.saveRun(record, null).catch(() => undefined); // another tab was first, or it is told as trouble
  }
}

/** A session that began in memory looks for storage that answers late. */
export async function awaitStorage(emit: Emit): Promise<void> {
  do await pause(lookAgainMs);
  while (!(await isStorageThere()));
  emit({ type: "storageBack" });
}
