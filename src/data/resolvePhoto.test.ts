import { afterEach, describe, expect, it, vi } from "vitest";
import type { PhotoSource } from "../protocol/project.ts";
import { NotServed, StorageFailed, UnreadableImage } from "./errors.ts";
import { limits } from "./limits.ts";
import { PhotoCache } from "./photoCache.ts";
import { createPhotoResolver, isSamplePath } from "./resolvePhoto.ts";
import type { RgbImage } from "./rgbImage.ts";
import { ascii, pngBytes } from "./testing/imageBytes.ts";

function counting() {
  const decoded: Uint8Array[] = [];
  const image: RgbImage = { width: 2, height: 1, pixels: new Uint8Array(6) };
  const resolve = createPhotoResolver({
    photoStore: { get: async (hash) => (hash === "here" ? new Blob([pngBytes(9, 9)]) : null) },
    decoder: {
      async decodePhoto(bytes) {
        decoded.push(bytes);
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

/** A resolver by the app's own server, and storage, that behave so. */
function by(answer: typeof fetch, get: () => Promise<Blob | null> = async () => null) {
  vi.stubGlobal("fetch", answer);
  const image: RgbImage = { width: 2, height: 1, pixels: new Uint8Array(6) };
  return createPhotoResolver({
    photoStore: { get },
    decoder: { decodePhoto: async () => ({ image, width: 2, height: 1 }) },
  });
}

const target = { shortSide: 32 };
const sample: PhotoSource = { kind: "sample", path: "textures/sand/sand.jpg" };

describe("a photo that does not come", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("is given up in time where the server never answers", async () => {
    const late = new AbortController();
    const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(late.signal);
    const resolve = by(
      (_, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        }),
    );
    const refused = expect(resolve(sample, target)).rejects.toThrow(NotServed);
    expect(limit).toHaveBeenCalledWith(limits.readMs);
    late.abort();
    await refused;
  });

  it("may come another time where the server is away or out of order", async () => {
    const away = by(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(away(sample, target)).rejects.toThrow(NotServed);
    const broken = by(async () => new Response(null, { status: 503 }));
    await expect(broken(sample, target)).rejects.toThrow(NotServed);
  });

  it("is none where this version of the app does not have it", async () => {
    const without = by(async () => new Response(null, { status: 404 }));
    await expect(without(sample, target)).rejects.toThrow(UnreadableImage);
  });

  it("is given up in time where storage never answers", async () => {
    vi.useFakeTimers();
    const resolve = by(
      () => Promise.reject(new TypeError("No network")),
      () => new Promise(() => undefined),
    );
    const refused = expect(resolve({ kind: "stored", hash: "h" }, target)).rejects.toThrow(
      StorageFailed,
    );
    await vi.advanceTimersByTimeAsync(limits.readMs);
    await refused;
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
