/** Photos to be shown large. One that was judged while it was shown comes with its verdict, so that it is read once. */
import { wholePhoto } from "../../client/photos.ts";
import type { PhotoSource } from "../../protocol/project.ts";

/** Longest side, px: as of those that come with verdicts. */
const shownSide = 512;

/** The newest that came, until it is asked for. */
let come: { readonly image: Blob | PhotoSource; readonly photo: ImageBitmap } | null = null;

export function hand(image: Blob | PhotoSource, photo: ImageBitmap): void {
  come?.photo.close();
  come = { image, photo };
}

/** The caller closes it. @throws UnreadableImage by name */
export function photoToShow(image: Blob | PhotoSource): Promise<ImageBitmap> {
  if (come?.image !== image) return wholePhoto(image, shownSide);
  const { photo } = come;
  come = null;
  return Promise.resolve(photo);
}
