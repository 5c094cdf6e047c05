import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, pngBytes, withOrientation } from "../testing/imageBytes.ts";
import { unturned } from "./orientation.ts";

const png = pngBytes(9, 8);
const orientationOf = (bytes: Uint8Array<ArrayBuffer>) => unturned(bytes).orientation;

describe("unturned", () => {
  it("reads a turn and takes it out of the file", async () => {
    const { blob, orientation } = unturned(withOrientation(png, 6));
    expect(orientation).toBe(6);
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(png);
  });

  it("gives back the same file where nothing is to be turned", async () => {
    for (const bytes of [png, withOrientation(png, 1), withOrientation(png, 9)]) {
      const { blob, orientation } = unturned(bytes);
      expect(orientation).toBe(1);
      expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
    }
  });

  it("reads data of either byte order", () => {
    const turned = withOrientation(png, 3);
    const at = 41; // of the TIFF data: behind signature, IHDR, and the chunk's own head
    const little = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0];
    turned.set(little, at);
    expect(orientationOf(turned)).toBe(8);
  });

  it("makes nothing of what is damaged, cut off or claims too much", () => {
    const turned = withOrientation(png, 6);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(turned.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(turned.length),
        (changes, length) => {
          const bytes = turned.slice(0, length);
          for (const [at, value] of changes) bytes[at] = value;
          const orientation = orientationOf(bytes);
          expect(orientation).toBeGreaterThanOrEqual(1);
          expect(orientation).toBeLessThanOrEqual(8);
        },
      ),
    );
    const endless = concat(
      new TextEncoder().encode("RIFF"),
      [255, 255, 255, 255],
      new TextEncoder().encode("WEBPEXIF"),
      [255, 255, 255, 255, 0, 0, 0, 0],
    );
    expect(orientationOf(endless)).toBe(1);
  });
});
