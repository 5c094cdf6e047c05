import { describe, expect, it } from "vitest";
import type { PhotoSource } from "../protocol/project.ts";
import { UnreadableImage } from "./errors.ts";
import { PhotoCache } from "./photoCache.ts";
import { createPhotoResolver, isSamplePath } from "./resolvePhoto.ts";
import type { RgbImage } from "./rgbImage.ts";
import { ascii, pngBytes } from "./testing/imageBytes.ts";

function counting() {
  const decoded: Blob[] = [];
  const image: RgbImage = { width: 2, height: 1, pixels: new Uint8Array(6) };
  const resolve = createPhotoResolver({
    photoStore: { get: async (hash) => (hash === "here" ? new Blob([pngBytes(9, 9)]) : null) },
    decoder: {
      async decodePhoto(blob) {
        decoded.push(blob);
        return { image, width: 2, height: 1 };
      },
    },
    loadSample: async () => new Blob([pngBytes(8, 8)]),
  });
  return { resolve, decoded };
}

describe("resolving", () => {
  it("decodes a stored or shipped photo once a size", async () => {
    const { resolve, decoded } = counting();
    const stored: PhotoSource = { kind: "stored", hash: "here" };
    const sample: PhotoSource = { kind: "sample", path: "textures/sand/sand.jpg" };
    for (const source of [stored, stored, sample, sample]) await resolve(source, { shortSide: 64 });
    await resolve(stored, { maxSide: 64 });
    expect(decoded).toHaveLength(3);
  });

  it("draws a pattern at the wanted side", async () => {
    const { resolve } = counting();
    const pattern: PhotoSource = { kind: "procedural", pattern: "dots", seed: 1 };
    expect(await resolve(pattern, { shortSide: 40 })).toMatchObject({ width: 40, height: 40 });
    expect(await resolve(pattern, { maxSide: 4000 })).toMatchObject({ width: 256, height: 256 });
  });

  it("checks a loose file before it is decoded, and does not keep it", async () => {
    const { resolve, decoded } = counting();
    const file = new Blob([pngBytes(20, 20)]);
    await resolve(file, { shortSide: 32 });
    await resolve(file, { shortSide: 32 });
    expect(decoded).toHaveLength(2);
    await expect(resolve(new Blob([ascii("text")]), { shortSide: 32 })).rejects.toThrow(
      UnreadableImage,
    );
  });

  it("names a stored photo that is gone", async () => {
    const { resolve } = counting();
    const gone: PhotoSource = { kind: "stored", hash: "gone" };
    await expect(resolve(gone, { shortSide: 32 })).rejects.toMatchObject({
      name: "UnreadableImage",
    });
  });
});

describe("sample paths", () => {
  it.each(["textures/sand/sand.jpg", "textures/snow_ice/alpine_arctic__snow_01.jpg"])(
    "takes %s",
    (path) => {
      expect(isSamplePath(path)).toBe(true);
    },
  );

  it.each([
    "../x.jpg",
    "/etc/x.jpg",
    "//evil.example/x.jpg",
    "textures/../x.jpg",
    "a/b.svg",
    "a/b.jpg?x",
    "",
  ])("refuses %s", (path) => {
    expect(isSamplePath(path)).toBe(false);
  });
});

it("gives up the longest unused when the budget is spent", () => {
  const cache = new PhotoCache(20);
  const image = (bytes: number): RgbImage => ({
    width: 1,
    height: 1,
    pixels: new Uint8Array(bytes),
  });
  cache.set("a", image(9));
  cache.set("b", image(9));
  cache.get("a");
  cache.set("c", image(9));
  expect(["a", "b", "c"].filter((key) => cache.get(key))).toEqual(["a", "c"]);
  cache.set("huge", image(21));
  expect(cache.get("huge")).toBeUndefined();
  expect(cache.get("a")).toBeDefined();
});
