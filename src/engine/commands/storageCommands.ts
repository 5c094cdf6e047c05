/** What lies in storage: how much, what of it can go, what can be brought back or saved elsewhere. */
import { missingFrom } from "../../data/storage/erased.ts";
import { rescued } from "../../data/storage/rescue.ts";
import type { StorageApi } from "../../protocol/storageUse.ts";
import { emptyTrash, eraseBinned } from "../storage/erasing.ts";
import { storageUse } from "../storage/storageUse.ts";
import { keepWhatWasMade } from "../storage/stores.ts";
import type { GetParts } from "./parts.ts";
import { erasing, saveNow } from "./saveNow.ts";

export function storageCommands(parts: GetParts): StorageApi {
  return {
    missingPhotos: async (hashes) => missingFrom(parts().stores.folders.photos, hashes),
    storageUse: async () => storageUse(parts().stores),
    keepWhatWasMade: async () => keepWhatWasMade(parts().stores),
    bin: async () => parts().stores.bin.list(),
    binned: async (id) => parts().stores.bin.get(id),
    eraseBinned: async (ids) => eraseBinned(erasing(parts()), ids),
    emptyTrash: async () => emptyTrash(erasing(parts())),
    saveNow: async () => saveNow(parts()),
    saveElsewhere: async (id, key) =>
      parts().works.run({ id, kind: "copy" }, async ({ breathe, counting }) => {
        const { zipped } = await import("../../data/storage/zip.ts"); // seldom needed
        const { entries, missing } = await rescued(parts().stores, key, breathe);
        const archive = await zipped(entries, counting(entries.length));
        return { archive, missing: missing.length };
      }),
  };
}
