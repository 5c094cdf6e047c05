import { afterEach, describe, expect, it } from "vitest";
import { createDecoder, type Decoder } from "./decoder.ts";
import { memoryFileStore } from "./fileStore.ts";
import { importFiles } from "./intake.ts";
import { createPhotoStore } from "./photoStore.ts";
import type { RgbImage } from "./rgbImage.ts";
import { bmpBytes, concat, gifBytes, pngBytes } from "./testing/imageBytes.ts";

const decoders: Decoder[] = [];

function decoder(...options: Parameters<typeof createDecoder>): Decoder {
  const created = createDecoder(...options);
  decoders.push(created);
  return created;
}

afterEach(() => {
  for (const used of decoders.splice(0)) used.dispose();
});

/** A canvas with a red left half and a blue right half, as a file. */
async function halves(type: string, width = 80, height = 40): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D; // a new canvas has one
  context.fillStyle = "rgb(200 20 30)";
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = "rgb(20 30 200)";
  context.fillRect(width / 2, 0, width / 2, height);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  expect(blob.type).toBe(type);
  return new Uint8Array(await blob.arrayBuffer());
}

function pixel({ width, pixels }: RgbImage, x: number, y: number): number[] {
  return [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

function expectNear(found: readonly number[], wanted: readonly number[], tolerance = 6): void {
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((found[i] as number) - value)).toBeLessThanOrEqual(tolerance);
  }
}

/** An EXIF segment with nothing but the orientation, put behind a JPEG's first marker. */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, 0, 0, 0, 0];
  return concat([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2], exif, jpeg.subarray(2));
}

describe("decoding in a worker", () => {
  it.each(["image/png", "image/jpeg", "image/webp"])("%s, scaled to a short side", async (type) => {
    const file = new Blob([await halves(type)]);
    const { image, width, height } = await decoder().decodePhoto(file, { shortSide: 20 });
    expect([width, height, image.width, image.height]).toEqual([80, 40, 40, 20]);
    expectNear(pixel(image, 5, 10), [200, 20, 30]);
    expectNear(pixel(image, 35, 10), [20, 30, 200]);
  });

  it("BMP, also from the top, and the first frame of a GIF", async () => {
    const decode = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await decoder().decodePhoto(new Blob([bytes]), { maxSide: 64 })).image;
    expectNear(pixel(await decode(bmpBytes(20, 10, [200, 100, 50])), 3, 3), [200, 100, 50], 0);
    expectNear(pixel(await decode(bmpBytes(20, -10, [200, 100, 50])), 3, 3), [200, 100, 50], 0);
    expectNear(pixel(await decode(gifBytes(20, 10, [30, 90])), 3, 3), [60, 60, 60], 0);
  });

  it("keeps every byte of a picture that needs no scaling", async () => {
    const file = new Blob([pngBytes(16, 16, [1, 127, 254])]);
    const { image } = await decoder().decodePhoto(file, { shortSide: 16 });
    expect(pixel(image, 7, 7)).toEqual([1, 127, 254]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("turns EXIF orientation %i upright", async (orientation) => {
    const file = withOrientation(await halves("image/jpeg"), orientation);
    const { image, width, height } = await decoder().decodePhoto(new Blob([file]), { maxSide: 80 });
    const isTurned = orientation >= 5;
    expect([width, height]).toEqual(isTurned ? [40, 80] : [80, 40]);
    const redFirst = [1, 4, 5, 6].includes(orientation); // on the left, or on top where turned
    const first = isTurned ? pixel(image, 20, 10) : pixel(image, 10, 20);
    expectNear(first, redFirst ? [200, 20, 30] : [20, 30, 200]);
  });

  it("shows transparent parts on white", async () => {
    const canvas = new OffscreenCanvas(32, 32);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D; // a new canvas has one
    context.fillStyle = "rgb(255 0 0 / 50%)";
    context.fillRect(0, 0, 16, 32);
    const { image } = await decoder().decodePhoto(await canvas.convertToBlob(), { shortSide: 32 });
    expectNear(pixel(image, 8, 16), [255, 127, 127], 2);
    expect(pixel(image, 24, 16)).toEqual([255, 255, 255]);
  });

  it("averages when it makes much smaller", async () => {
    const canvas = new OffscreenCanvas(1024, 1024);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D; // a new canvas has one
    context.fillStyle = "white";
    context.fillRect(0, 0, 1024, 1024);
    context.fillStyle = "black";
    for (let x = 0; x < 1024; x += 2) context.fillRect(x, 0, 1, 1024);
    const { image } = await decoder().decodePhoto(await canvas.convertToBlob(), { shortSide: 32 });
    expectNear([...image.pixels], Array(image.pixels.length).fill(128), 12);
  });
});

describe("what cannot be decoded", () => {
  it("is damaged, and the next picture is fine", async () => {
    const used = decoder();
    const broken = pngBytes(20, 20);
    broken[60] = (broken[60] as number) ^ 255;
    await expect(used.decodePhoto(new Blob([broken]), { shortSide: 20 })).rejects.toMatchObject({
      reason: "damaged",
    });
    expect((await used.decodePhoto(new Blob([pngBytes(20, 20)]), { shortSide: 20 })).width).toBe(
      20,
    );
  });

  it.each(["image/png", "image/jpeg", "image/webp"])("%s cut at each sixteenth", async (type) => {
    const whole = await halves(type);
    const items = Array.from({ length: 16 }, (_, part) => ({
      file: new File([whole.subarray(0, (whole.length * part) / 16)], `${part}`),
      folder: "",
    }));
    const photoStore = createPhotoStore(memoryFileStore());
    const report = await importFiles(items, { photoStore, decoder: decoder() });
    expect(report.imported).toEqual([]);
    expect(report.skipped).toHaveLength(16);
  });

  it("is killed when it hangs, and costs only itself", async () => {
    let spawned = 0;
    const deaf = () => {
      spawned++;
      const script = new Blob(["postMessage({ type: 'ready' }); onmessage = () => { for (;;); };"]);
      return new Worker(URL.createObjectURL(script));
    };
    const used = decoder({ timeoutMs: 200, spawn: deaf });
    const tries = Array.from({ length: 4 }, () =>
      used.decodePhoto(new Blob([pngBytes(9, 9)]), { shortSide: 9 }).catch((error) => error.reason),
    );
    expect(await Promise.all(tries)).toEqual(Array(4).fill("timedOut"));
    expect(spawned).toBe(4); // each in a fresh worker
  });

  it("decodes in place where workers cannot start", async () => {
    const spawn = () => {
      throw new TypeError("no workers here");
    };
    const { width } = await decoder({ spawn }).decodePhoto(new Blob([pngBytes(20, 20)]), {
      shortSide: 10,
    });
    expect(width).toBe(20);
  });
});
