/** Takes files in. */
import { pause } from "../../lib/pause.ts";
import type { ImportingApi } from "../../protocol/importing.ts";
import { importInto } from "../storage/importing.ts";
import { OpenImports } from "../storage/openImports.ts";
import { hasRoom, lookAgainMs } from "../storage/stores.ts";
import type { GetParts } from "./parts.ts";

/** Events leave at most ten times a second. */
const reportMs = 100;

export function importCommands(parts: GetParts): ImportingApi {
  const imports = new OpenImports();
  let isAwaitingRoom = false;

  /** Photos that found no room are not waiting for it, so nothing else would notice that there is some. */
  async function awaitRoom(): Promise<void> {
    const { stores, health } = parts();
    if (isAwaitingRoom) return;
    isAwaitingRoom = true;
    while (health.isFailing("photo")) {
      await pause(lookAgainMs);
      if (await hasRoom(stores)) health.allSettled("photo");
    }
    isAwaitingRoom = false;
  }

  return {
    async handOver(importId, items) {
      imports.add(importId, items);
    },
    async importFiles(importId, items, target) {
      const { stores, health, emit } = parts();
      const { items: all, cancelling } = imports.add(importId, items);
      try {
        return await importInto(importId, all, target ?? null, {
          stores,
          health,
          onProgress: atMostEvery(reportMs, (done, total) =>
            emit({ type: "importProgress", importId, done, total }),
          ),
          signal: cancelling.signal,
        });
      } finally {
        imports.delete(importId);
        void awaitRoom();
      }
    },
    finishImport: async (importId) => parts().stores.intakes.finish(importId),
    async cancelImport(importId) {
      imports.cancel(importId);
    },
  };
}

/** Passes on what comes too fast only now and then, and always the last. */
function atMostEvery(ms: number, report: (done: number, total: number) => void) {
  let last = Number.NEGATIVE_INFINITY;
  return (done: number, total: number) => {
    if (done < total && performance.now() - last < ms) return;
    last = performance.now();
    report(done, total);
  };
}
