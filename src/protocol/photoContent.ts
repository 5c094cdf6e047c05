/** Which photos are copies of each other. */
import type { SplitPhoto } from "../lib/holdOut.ts";
import type { PhotoSource, TextureClass } from "./project.ts";

/** Equal for photos with the same pixels: of the same bytes, file of the app, or pattern and seed. */
export function photoContent(source: PhotoSource): string {
  switch (source.kind) {
    case "stored":
      return `stored ${source.hash}`;
    case "sample":
      return `sample ${source.path}`;
    case "procedural":
      return `${source.pattern} ${source.seed}`;
    default:
      return source satisfies never;
  }
}

/** The photos of every class, as a split asks for them. */
export const splitPhotosOf = (classes: readonly Pick<TextureClass, "photos">[]): SplitPhoto[][] =>
  classes.map(({ photos }) =>
    photos.map(({ id, source }) => ({ id, content: photoContent(source) })),
  );
