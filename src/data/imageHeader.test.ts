import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readImageHeader } from "./imageHeader.ts";
import { limits } from "./limits.ts";
import {
  ascii,
  avifBoxes,
  bmpBytes,
  bmpCore,
  box,
  concat,
  gifBytes,
  jpegMarkers,
  pngBytes,
  webpExtended,
  webpLossless,
  webpLossy,
} from "./testing/imageBytes.ts";

const grey = [9, 9, 9] as const;
const wholeFiles = {
  png: pngBytes(20, 10),
  jpeg: jpegMarkers(20, 10),
  "webp lossy": webpLossy(20, 10),
  "webp lossless": webpLossless(20, 10),
  "webp extended": webpExtended(20, 10),
  gif: gifBytes(20, 10, [3, 4]),
  bmp: bmpBytes(20, 10, grey),
  "bmp from the top": bmpBytes(20, -10, grey),
  "bmp of OS/2": bmpCore(20, 10),
  avif: avifBoxes([20, 10]),
} as const;

describe.each(Object.entries(wholeFiles))("%s", (name, bytes) => {
  it("gives its format and size", () => {
    const format = name.split(" ")[0];
    expect(readImageHeader(bytes)).toEqual({ kind: "image", format, width: 20, height: 10 });
  });

  it("is refused when cut at any sixteenth", () => {
    // The animated GIF is whole for us with its first frame.
    const end = name === "gif" ? gifBytes(20, 10, [3]).length - 1 : bytes.length;
    for (let part = 0; part < 16; part++) {
      const cut = bytes.subarray(0, Math.floor((end * part) / 16));
      expect(readImageHeader(cut), `${part}/16`).toMatchObject({ kind: "refused" });
    }
  });

  it("survives any damage", () => {
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(damage, fc.nat(bytes.length), (flips, length) => {
        const broken = bytes.slice(0, length);
        for (const [at, value] of flips) if (at < length) broken[at] = value;
        const header = readImageHeader(broken);
        expect(["image", "refused"]).toContain(header.kind);
        if (header.kind === "image") expect(header.width * header.height).toBeLessThan(4.1e7);
      }),
      { numRuns: 500 },
    );
  });
});

it("never throws, whatever follows a known beginning", () => {
  const beginnings = Object.values(wholeFiles).map((bytes) => bytes.subarray(0, 24));
  const parts = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }));
  fc.assert(
    fc.property(parts, ([start, rest]) => {
      readImageHeader(concat(start, rest));
    }),
    { numRuns: 2000 },
  );
});

describe("sizes that are refused from the header", () => {
  it.each([
    [16384, 16384, "tooManyPixels"],
    [65535, 65535, "tooManyPixels"],
    [2 ** 31 - 1, 1, "tooManyPixels"],
    [60000, 2, "tooManyPixels"],
    [1, 1, "tooSmall"],
    [7, 500, "tooSmall"],
    [0, 0, "damaged"],
  ])("a PNG that claims %i × %i: %s", (width, height, reason) => {
    const header = readImageHeader(pngBytes(1, 1, grey, [width, height]));
    expect(header).toEqual({ kind: "refused", reason });
  });

  it("takes the largest picture that is allowed", () => {
    const side = Math.floor(Math.sqrt(limits.maxPixels));
    const header = readImageHeader(pngBytes(1, 1, grey, [side, side]));
    expect(header).toMatchObject({ kind: "image", width: side });
  });
});

it("finds a JPEG's size behind an EXIF thumbnail and its end", () => {
  const thumbnail = jpegMarkers(4, 4);
  const photo = jpegMarkers(640, 480, [...thumbnail]);
  expect(readImageHeader(photo)).toMatchObject({ width: 640, height: 480 });
  expect(readImageHeader(photo.subarray(0, photo.length - 2))).toMatchObject({ reason: "damaged" });
});

it("takes the largest of an AVIF's sizes", () => {
  const header = readImageHeader(avifBoxes([160, 120], [640, 480], [64, 64]));
  expect(header).toMatchObject({ width: 640, height: 480 });
});

describe("files that are not taken are named", () => {
  const mp4 = box("ftyp", ascii("isom\0\0\0\0mp42"));
  const heic = box("ftyp", ascii("heic\0\0\0\0mif1heic"));
  it.each([
    ["TIFF", ascii("II*\0abcdefgh")],
    ["RAW", ascii("II*\0\u0010\0\0\0CR\u0002\0")],
    ["HEIC", heic],
    ["MP4", mp4],
    ["SVG", ascii('\n<?xml version="1.0"?><!-- x --><svg xmlns="x"></svg>')],
    ["PSD", ascii("8BPS\0\u0001")],
    ["PDF", ascii("%PDF-1.7")],
    ["ZIP", ascii("PK\u0003\u0004")],
    ["EPS", ascii("%!PS-Adobe-3.0 EPSF-3.0")],
    ["EPS", ascii("\u00c5\u00d0\u00d3\u00c6\u001e\0\0\0")],
    ["SGI", ascii("\u0001\u00da\u0001\u0001\0\u0003")],
    ["ICNS", ascii("icns\0\0\u0010\0")],
    ["PPM", ascii("P6\n# made by hand\n4 4\n255\n")],
    ["PCX", ascii("\n\u0005\u0001\u0008\0\0\0\0")],
    ["FLI", ascii("\0\u0010\0\0\u0011\u00af\u0002\0@\u0001\u00c8\0\u0008\0")],
    ["TGA", ascii("\0\0\u0002\0\0\0\0\0\0\0\0\0@\0@\0\u0018\u0020")],
    ["TGA", ascii("\0\u0001\u0009\0\0\0\u0001\u0018\0\0\0\0@\0@\0\u0008\0")],
  ])("%s", (format, bytes) => {
    expect(readImageHeader(bytes)).toEqual({
      kind: "refused",
      reason: "unsupportedFormat",
      format,
    });
  });

  it.each([
    "hello.png is only text",
    "<html><body>svg</body></html>",
    "BMW drives",
    "GIF8",
    "P9 is a name",
    "\n\n\n\n",
  ])("text: %s", (text) => {
    expect(readImageHeader(ascii(text))).toEqual({ kind: "refused", reason: "notAnImage" });
  });

  it("nothing at all", () => {
    expect(readImageHeader(new Uint8Array())).toEqual({ kind: "refused", reason: "empty" });
  });
});
