/** One picture of a frame's sheet, for the strip. */
import type { FilmFrame } from "../../../protocol/film.ts";

const cells = new WeakMap<FilmFrame, Promise<ImageBitmap>>();

/** The first of the last row: always the model's own, never a real patch. Shared: do not close it. */
export function cellOf(frame: FilmFrame): Promise<ImageBitmap> {
  const cell = cells.get(frame) ?? cut(frame);
  cells.set(frame, cell);
  return cell;
}

async function cut({ picture, columns, rows }: FilmFrame): Promise<ImageBitmap> {
  const sheet = await createImageBitmap(picture);
  const side = sheet.width / columns;
  const cell = await createImageBitmap(sheet, 0, (rows - 1) * side, side, side);
  sheet.close();
  return cell;
}
