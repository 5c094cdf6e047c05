/** A photo at viewing size, fetched from the worker and freed when another one is shown. */
import { useEffect, useState } from "react";
import { wholePhoto } from "../../client/photos.ts";
import type { PhotoSource } from "../../protocol/project.ts";

/** The picture of a source; null while it is read, and where it cannot be. */
export function useWholePhoto(source: PhotoSource | undefined, side: number): ImageBitmap | null {
  const [shown, setShown] = useState<{ source: PhotoSource; bitmap: ImageBitmap } | null>(null);
  useEffect(() => {
    if (!source) return;
    let bitmap: ImageBitmap | null = null;
    let isCurrent = true;
    wholePhoto(source, side).then(
      (read) => {
        bitmap = read;
        if (isCurrent) setShown({ source, bitmap: read });
        else read.close();
      },
      () => undefined, // the tile already says that it cannot be shown
    );
    return () => {
      isCurrent = false;
      bitmap?.close();
    };
  }, [source, side]);
  return shown && shown.source === source ? shown.bitmap : null;
}
