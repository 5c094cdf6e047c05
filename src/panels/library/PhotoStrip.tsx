/** A few photos of different classes side by side, as a sign of a data set. */
import { sourceKey, thumbnail } from "../../client/thumbnails.ts";
import type { TextureClass } from "../../protocol/project.ts";
import { LazyPicture } from "../../ui/pictures/LazyPicture.tsx";

export interface PhotoStripProps {
  readonly classes: readonly Pick<TextureClass, "photos">[];
  readonly most: number;
  readonly className?: string;
}

/** One photo a class, then second photos, until there are enough. */
function firstPhotos(classes: PhotoStripProps["classes"], most: number) {
  const deepest = Math.max(0, ...classes.map(({ photos }) => photos.length));
  const picked = [];
  for (let place = 0; place < deepest && picked.length < most; place++) {
    for (const { photos } of classes) {
      const photo = photos[place];
      if (photo && picked.length < most) picked.push(photo);
    }
  }
  return picked;
}

export function PhotoStrip({ classes, most, className }: PhotoStripProps) {
  return (
    <div aria-hidden className={className}>
      {firstPhotos(classes, most).map((photo) => (
        <LazyPicture
          key={photo.id}
          pictureKey={sourceKey(photo.source)}
          load={() => thumbnail(photo.source)}
          label=""
          className="aspect-square w-full rounded-thumb"
        />
      ))}
    </div>
  );
}
