/** Small texture photos drawn in code and written as PNG files, as a person would have them in folders. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { Rng } from "../src/lib/rng.ts";

/** Red, green, blue from 0 to 255. */
type Colour = readonly [number, number, number];
/** Brightness from 0 to 1 at a pixel. */
type Pattern = (x: number, y: number, rng: Rng) => number;

export interface TextureKind {
  readonly colour: Colour;
  readonly pattern: Pattern;
}

const wave = (t: number): number => 0.5 + 0.5 * Math.sin(t);

/** Two kinds that a small model tells apart within seconds. */
export const textureKinds: Readonly<Record<"bark" | "sand", TextureKind>> = {
  bark: {
    colour: [150, 96, 60],
    pattern: (x, y, rng) => 0.7 * wave(x / 2 + wave(y / 9) * 2) + 0.3 * rng.uniform(),
  },
  sand: { colour: [226, 200, 140], pattern: (_x, _y, rng) => 0.75 + 0.25 * rng.uniform() },
};

/** One photo as PNG bytes, `side` × `side` px. */
export function texturePng(
  { colour, pattern }: TextureKind,
  side: number,
  seed: number,
): Uint8Array {
  const rng = new Rng(seed);
  const shift = rng.below(64);
  const data = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const light = pattern(x + shift, y, rng);
      for (let c = 0; c < 3; c++) data[(y * side + x) * 3 + c] = (colour[c] ?? 0) * light;
    }
  }
  return encode({ data, width: side, height: side, channels: 3, depth: 8 });
}

/**
 * Writes `photosPerClass` photos of every kind into sub-folders of `folder`.
 * @returns `folder`
 */
export function writeTextureFolders(folder: string, photosPerClass: number, side = 128): string {
  for (const [name, kind] of Object.entries(textureKinds)) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 1; i <= photosPerClass; i++) {
      writeFileSync(join(folder, name, `${name}-${i}.png`), texturePng(kind, side, i));
    }
  }
  return folder;
}
