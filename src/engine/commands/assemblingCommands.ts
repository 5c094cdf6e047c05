/** Textures assembled from photos. */
import { transfer } from "comlink";
import type { AssemblingApi } from "../../protocol/assembling.ts";
import { assembleTexture } from "../assemble/assembleTexture.ts";
import type { GetParts } from "./parts.ts";

/** Long side of a photo that is assembled from, px. */
const maxSide = 1024;

export function assemblingCommands(parts: GetParts): AssemblingApi {
  return {
    assemble: async (id, sources, settings, side) =>
      parts().works.run({ id, kind: "assembling" }, async ({ counting }) => {
        const photos = [];
        for (const source of sources)
          photos.push(await parts().stores.resolvePhoto(source, { maxSide }));
        const texture = await assembleTexture(photos, settings, side, counting);
        return transfer(texture, [texture.pixels.buffer]);
      }),
  };
}
