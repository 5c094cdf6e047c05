/** Makes one GIF, away from the page and from the training, and is ended then. */
import { expose, transfer } from "comlink";
import type { FilmFrame, GifApi } from "../../protocol/film.ts";
import { encodeGif, type GifSheet } from "./gif.ts";

async function decoded({ picture, ...frame }: FilmFrame): Promise<GifSheet> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("No canvas to decode a frame on");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { ...frame, pixels: context.getImageData(0, 0, canvas.width, canvas.height) };
}

expose({
  async gif(frames, onFrame) {
    const bytes = encodeGif(await Promise.all(frames.map(decoded)), onFrame);
    return transfer(bytes, [bytes.buffer]);
  },
} satisfies GifApi);
