/** The browser's own decoder reads what was encoded. */
import { expect, it } from "vitest";
import { encodeGif, type GifSheet } from "./gif.ts";

/** Two by two flat pictures of 32 px; each channel is a multiple of 8, which a palette keeps. */
function sheet(step: number, colours: readonly (readonly [number, number, number])[]): GifSheet {
  const pixels = new ImageData(64, 64);
  for (let at = 0; at < 64 * 64; at++) {
    const cell = 2 * Math.floor(at / 64 / 32) + Math.floor((at % 64) / 32);
    pixels.data.set([...(colours[cell] ?? [0, 0, 0]), 255], 4 * at);
  }
  return { step, pixels, columns: 2, rows: 2 };
}

const red = [200, 0, 0] as const;
const green = [0, 160, 0] as const;
const blue = [0, 0, 120] as const;

async function decodedFrames(bytes: Uint8Array<ArrayBuffer>) {
  const decoder = new ImageDecoder({ data: bytes, type: "image/gif" });
  await decoder.tracks.ready;
  const track = decoder.tracks.selectedTrack;
  const frames = [];
  for (let frameIndex = 0; frameIndex < (track?.frameCount ?? 0); frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];
    frames.push({ ms: (image.duration ?? 0) / 1000, size: [canvas.width, canvas.height], at });
  }
  return { frames, loops: track?.repetitionCount };
}

it("a GIF decodes to the frames of the film, enlarged, apart, the last one held", async () => {
  const colours = [red, green, blue, red] as const;
  const film = [sheet(0, colours), sheet(50, [...colours].reverse()), sheet(100, colours)];
  const { frames, loops } = await decodedFrames(encodeGif(film));
  expect(loops).toBe(Number.POSITIVE_INFINITY);
  expect(frames.map(({ ms }) => ms)).toEqual([400, 400, 2000]);
  expect(frames[0]?.size).toEqual([2 * 64 + 3 * 4, 2 * 64 + 5 * 4]);

  const [first, second] = frames;
  expect(first?.at(4, 4)).toEqual([...red]);
  expect(first?.at(67, 67)).toEqual([...red]);
  expect(first?.at(68, 4)).toEqual([255, 255, 255]); // between two pictures
  expect(first?.at(72, 4)).toEqual([...green]);
  expect(first?.at(4, 72)).toEqual([...blue]);
  expect(second?.at(72, 4)).toEqual([...blue]);

  const isBar = (frame: number, x: number) => frames[frame]?.at(x, 142)[0] === 119;
  expect([isBar(0, 4), isBar(1, 60), isBar(1, 80), isBar(2, 134)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});
