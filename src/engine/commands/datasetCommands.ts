/** Photos and patches to look at, and what training on them would need. */
import { transfer } from "comlink";
import type { DatasetApi } from "../../protocol/dataset.ts";
import { budgetHere, memoryNeed } from "../compute/memoryNeed.ts";
import { previewPatches } from "../dataset/patchPreview.ts";
import { thumbnails } from "../dataset/thumbnails.ts";
import { toBitmap } from "../pictures/contactSheet.ts";
import type { GetParts } from "./parts.ts";

export function datasetCommands(parts: GetParts): DatasetApi {
  return {
    async thumbnails(sources, side) {
      const pictures = await thumbnails(sources, side, parts().stores);
      return transfer(
        pictures,
        pictures.filter((picture) => picture !== null),
      );
    },
    async photo(source, maxSide) {
      const picture = await toBitmap(await parts().stores.resolvePhoto(source, { maxSide }));
      return transfer(picture, [picture]);
    },
    async previewPatches(data) {
      const preview = await previewPatches(data, parts().stores.resolvePhoto);
      return transfer(preview, [preview.sheet]);
    },
    dataSet: async (address) => parts().stores.documents.dataSets.get(address),
    memoryNeed: async (amount, hparams) => memoryNeed(amount, hparams, budgetHere()),
  };
}
