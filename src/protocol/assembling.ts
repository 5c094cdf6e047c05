/** A texture that tiles, assembled from photos at once: no model, no training. */
import type { PhotoSource } from "./project.ts";

/** px of a tile's side. */
export const leastTile = 32;
export const largestTile = 4096;

/** What a person may set. */
export interface AssembleSettings {
  /** px */
  readonly width: number;
  readonly height: number;
  /** Side of the pieces, px, at most an eighth of the tile's; what suits the photos when absent. */
  readonly block?: number;
  /** Share of a piece that the next one overlaps, 0.1…0.5. */
  readonly overlap: number;
  /** By how much worse than the best a piece may fit, to be taken by chance; 0…1. */
  readonly freedom: number;
  /** How much of a photo's slow change of light and colour is taken out before, 0…1. */
  readonly evenLight: number;
  readonly seed: number;
}

export const defaultAssembleSettings = {
  width: 512,
  height: 512,
  overlap: 0.3,
  freedom: 0.1,
  evenLight: 1,
  seed: 1,
} as const satisfies AssembleSettings;

/** How well it went. */
export interface AssemblyFigures {
  /** px, as it was made. */
  readonly block: number;
  /** Step across the border between left and right, over the mean step inside; 1 where there is no border to see. */
  readonly seamX: number;
  /** The same between top and bottom. */
  readonly seamY: number;
  /** Step along the cuts between pieces, over the step elsewhere. */
  readonly cutStep: number;
  /** How often the same place of a photo was used at most. */
  readonly mostUses: number;
  /** From decoded photos to the tile. */
  readonly seconds: number;
}

export interface AssembledTexture extends AssemblyFigures {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface AssemblingApi {
  /**
   * Long work, by its id.
   * @param side of each photo's centre, px: all that is used of it; the whole photo when absent
   * Throws `BadSetting`, `NotEnoughData` where the photos are too small, `UnreadableImage`, `Cancelled`.
   */
  assemble(
    workId: string,
    photos: readonly PhotoSource[],
    settings: AssembleSettings,
    side?: number,
  ): Promise<AssembledTexture>;
}
