/** Takes files in. */
import { pause } from "../../lib/pause.ts";
import type { ImportingApi } from "../../protocol/importing.ts";
import { HandedOver } from "../storage/handedOver.ts";
import { importInto } from "../storage/importing.ts";
import { hasRoom, lookAgainMs } from "../storage/stores.ts";
import type { GetParts } from "./parts.ts";

export function importCommands(parts: GetParts): ImportingApi {
  const imports = new HandedOver();
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
      const { stores, health, works } = parts();
      const all = [...imports.takeOut(importId), ...items];
      try {
        return await works.run({ id: importId, kind: "import" }, ({ progress, signal }) =>
          importInto(importId, all, target ?? null, {
            stores,
            health,
            onProgress: progress,
            signal,
          }),
        );
      } finally {
        void awaitRoom();
      }
    },
    async finishImport(importId) {
      imports.takeOut(importId);
      await parts().stores.intakes.finish(importId);
    },
  };
}
