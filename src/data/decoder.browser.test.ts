import { afterEach, describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { sha256Now } from "../lib/sha256.ts";
import { createDecoder, type Decoder } from "./decoder.ts";
import { memoryFileStore } from "./fileStore.ts";
import { importFiles } from "./intake.ts";
import { createPhotoStore } from "./photoStore.ts";
import type { RgbImage } from "./rgbImage.ts";
import { scaledSize } from "./scaledSize.ts";
import { scaleImage } from "./scaleImage.ts";
import { bmpBytes, gifBytes, pngBytes, withOrientation } from "./testing/imageBytes.ts";

const decoders: Decoder[] = [];

function decoder(...options: Parameters<typeof createDecoder>): Decoder {
  const created = createDecoder(...options);
  decoders.push(created);
  return created;
}

afterEach(() => {
  for (const used of decoders.splice(0)) used.dispose();
});

const bytesOf = async (canvas: OffscreenCanvas) =>
  new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());

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

const corners = [
  [200, 20, 30],
  [20, 30, 200],
  [30, 180, 40],
  [220, 210, 30],
] as const;

/** 80 × 40 px with a colour in each quarter, and one pixel that one can see through. */
async function quarters(type: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(80, 40);
  const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D; // a new canvas has one
  for (const [at, [red, green, blue]] of corners.entries()) {
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(40 * (at % 2), 20 * Math.floor(at / 2), 40, 20);
  }
  context.clearRect(40, 20, 1, 1);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  return new Uint8Array(await blob.arrayBuffer());
}

/** The quarters' numbers after a turn: left to right, top to bottom. */
const turns = [
  [1, [0, 1, 2, 3]],
  [2, [1, 0, 3, 2]],
  [3, [3, 2, 1, 0]],
  [4, [2, 3, 0, 1]],
  [5, [0, 2, 1, 3]],
  [6, [2, 0, 3, 1]],
  [7, [3, 1, 2, 0]],
  [8, [1, 3, 0, 2]],
] as const;

/** Seeded noise, and as a file that loses none of it. */
async function noise(
  width: number,
  height: number,
): Promise<{ image: RgbImage; file: Uint8Array<ArrayBuffer> }> {
  const rng = new Rng(5);
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => rng.below(256));
  const data = new ImageData(width, height);
  for (let at = 0; at < width * height; at++) {
    data.data.set(pixels.subarray(3 * at, 3 * at + 3), 4 * at);
    data.data[4 * at + 3] = 255;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  return { image: { width, height, pixels }, file: await bytesOf(canvas) };
}

describe("decoding in a worker", () => {
  it.each([
    ["smaller, in several strips", 1200, 1000, 96],
    ["larger", 30, 20, 48],
    ["no other", 30, 20, 20],
  ])(
    "makes a picture %s with the bytes that plain arithmetic gives",
    async (_, width, height, side) => {
      const { image, file } = await noise(width, height);
      const target = { shortSide: side };
      const { image: scaled } = await decoder().decodePhoto(file, target);
      const wanted = scaleImage(image, scaledSize(image, target));
      expect(sha256Now(scaled.pixels)).toBe(sha256Now(wanted.pixels));
    },
  );

  it.each(["image/png", "image/jpeg", "image/webp"])("%s, scaled to a short side", async (type) => {
    const file = await halves(type);
    const { image, width, height } = await decoder().decodePhoto(file, { shortSide: 20 });
    expect([width, height, image.width, image.height]).toEqual([80, 40, 40, 20]);
    expectNear(pixel(image, 5, 10), [200, 20, 30]);
    expectNear(pixel(image, 35, 10), [20, 30, 200]);
  });

  it("BMP, also from the top, and the first frame of a GIF", async () => {
    const decode = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await decoder().decodePhoto(bytes, { maxSide: 64 })).image;
    expectNear(pixel(await decode(bmpBytes(20, 10, [200, 100, 50])), 3, 3), [200, 100, 50], 0);
    expectNear(pixel(await decode(bmpBytes(20, -10, [200, 100, 50])), 3, 3), [200, 100, 50], 0);
    expectNear(pixel(await decode(gifBytes(20, 10, [30, 90])), 3, 3), [60, 60, 60], 0);
    const film = gifBytes(20, 10, [30, ...Array<number>(9999).fill(90)]);
    expectNear(pixel(await decode(film), 3, 3), [60, 60, 60], 0);
  });

  it("keeps every byte of a picture that needs no scaling", async () => {
    const file = pngBytes(16, 16, [1, 127, 254]);
    const { image } = await decoder().decodePhoto(file, { shortSide: 16 });
    expect(pixel(image, 7, 7)).toEqual([1, 127, 254]);
  });

  it.each(["image/png", "image/jpeg", "image/webp"])("%s, turned upright by EXIF", async (type) => {
    const file = await quarters(type);
    const used = decoder();
    for (const [orientation, order] of turns) {
      const turned = withOrientation(file, orientation);
      const { image, width, height } = await used.decodePhoto(turned, { maxSide: 40 });
      expect([width, height]).toEqual(orientation >= 5 ? [40, 80] : [80, 40]);
      expect([image.width, image.height]).toEqual(orientation >= 5 ? [20, 40] : [40, 20]);
      const [right, low] = [image.width - 4, image.height - 4];
      for (const [at, quarter] of order.entries()) {
        const found = pixel(image, at % 2 === 0 ? 3 : right, at < 2 ? 3 : low);
        expectNear(found, corners[quarter], 8);
      }
    }
  });

  it("shows transparent parts on white", async () => {
    const canvas = new OffscreenCanvas(32, 32);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D; // a new canvas has one
    context.fillStyle = "rgb(255 0 0 / 50%)";
    context.fillRect(0, 0, 16, 32);
    const { image } = await decoder().decodePhoto(await bytesOf(canvas), { shortSide: 32 });
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
    const { image } = await decoder().decodePhoto(await bytesOf(canvas), { shortSide: 32 });
    expectNear([...image.pixels], Array(image.pixels.length).fill(128), 12);
  });
});

describe("what cannot be decoded", () => {
  it.each([
    ["header", 29],
    ["pixels", -16],
  ])("is a PNG with a wrong check sum of its %s", async (_, at) => {
    const bytes = pngBytes(20, 20);
    const checkSum = at < 0 ? bytes.length + at : at;
    bytes[checkSum] = (bytes[checkSum] as number) ^ 0xff;
    await expect(decoder().decodePhoto(bytes, { shortSide: 16 })).rejects.toMatchObject({
      reason: "damaged",
    });
  });

  it("is damaged, and the next picture is fine", async () => {
    const used = decoder();
    const broken = pngBytes(20, 20);
    broken[60] = (broken[60] as number) ^ 255;
    await expect(used.decodePhoto(broken, { shortSide: 20 })).rejects.toMatchObject({
      reason: "damaged",
    });
    expect((await used.decodePhoto(pngBytes(20, 20), { shortSide: 20 })).width).toBe(20);
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
      used.decodePhoto(pngBytes(9, 9), { shortSide: 9 }).catch((error) => error.reason),
    );
    expect(await Promise.all(tries)).toEqual(Array(4).fill("timedOut"));
    expect(spawned).toBe(4); // each in a fresh worker
  });

  it("decodes in place where workers cannot start", async () => {
    const spawn = () => {
      throw new TypeError("no workers here");
    };
    const { width } = await decoder({ spawn }).decodePhoto(pngBytes(20, 20), {
      shortSide: 10,
    });
    expect(width).toBe(20);
  });
});
