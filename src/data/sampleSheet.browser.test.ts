/** The shipped sheet of thumbnails, held to the photos that it was made of. */
import { expect, it } from "vitest";
import { createDecoder } from "./decoder.ts";
import { fetchSample } from "./resolvePhoto.ts";
import { SampleSheet, samplePaths, sheetColumns, sheetPath, tileSide } from "./sampleSheet.ts";

const decoder = createDecoder();
const decoded = async (path: string, maxSide: number) =>
  (
    await decoder.decodePhoto(new Uint8Array(await (await fetchSample(path)).arrayBuffer()), {
      maxSide,
    })
  ).image;

/** Mean difference of a byte. */
function distance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] as number)), 0) / a.length;
}

it("shows every photo in its own place, fetched once", async () => {
  let loads = 0;
  const sheet = new SampleSheet(() => {
    loads++;
    return decoded(sheetPath, sheetColumns * tileSide);
  });
  const tiles = await Promise.all(samplePaths.map((path) => sheet.tile(path)));
  const photos = await Promise.all(samplePaths.map((path) => decoded(path, tileSide)));
  expect(loads).toBe(1);
  for (const [at, path] of samplePaths.entries()) {
    const tile = tiles[at];
    if (!tile) throw new Error(`No thumbnail of ${path}`);
    const distances = photos.map(({ pixels }) => distance(tile.pixels, pixels));
    expect(distances.indexOf(Math.min(...distances)), path).toBe(at);
    expect(distances[at], path).toBeLessThan(12); // two ways of making it smaller
  }
});

it("leaves what it has not got to the photos themselves, and asks again for a sheet that did not come", async () => {
  let loads = 0;
  const sheet = new SampleSheet(async () => {
    if (loads++ === 0) throw new Error("Offline");
    return decoded(sheetPath, sheetColumns * tileSide);
  });
  const [path] = samplePaths as [string];
  expect(await sheet.tile(path)).toBeNull();
  expect(await sheet.tile(path)).toMatchObject({ width: tileSide, height: tileSide });
  expect(await sheet.tile("textures/grass/unknown.jpg")).toBeNull();
  expect(loads).toBe(2);
});
