/** An image, large: with its heat map when it is judged; the photo alone until that is made, and where its model is gone. */
import { useEffect, useState } from "react";
import { useText } from "../../messages/text.ts";
import type { PixelMap } from "../../protocol/answers.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import { HeatLayer } from "../../ui/pictures/HeatLayer.tsx";
import { ImageCanvas } from "../../ui/pictures/ImageCanvas.tsx";
import { NoPicture } from "../../ui/pictures/NoPicture.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import type { Entry } from "./entries.ts";
import { imageOf } from "./list.ts";
import { photoToShow } from "./photos.ts";
import { useVerdict } from "./ranking.ts";

export function Picture({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const { outcome } = entry;
  const image = imageOf(entry);
  const judgement = outcome.state === "done" ? outcome.judgement : null;
  const shown = useShown(judgement && image, judgement?.heat ?? null);
  return (
    <div className="relative mx-auto aspect-square w-full max-w-[max(14rem,calc(100dvh-26rem))] overflow-hidden rounded-thumb bg-raised">
      {outcome.state === "done" ? (
        image && <JudgedPicture entry={entry} shown={shown} />
      ) : (
        <p className="flex size-full items-center justify-center p-6 text-center text-muted">
          {text(`inspect.${outcome.state}`)}
        </p>
      )}
    </div>
  );
}

interface JudgedPictureProps {
  readonly entry: Entry;
  readonly shown: Shown | null;
}

function JudgedPicture({ entry, shown }: JudgedPictureProps) {
  const text = useText();
  const { ranking } = useVerdict(entry);
  const verdict = ranking[0]?.name ?? "";
  const share = shareText(text.locale, ranking[0]?.probability ?? 0);
  const { photo, heat } = shown ?? {};
  const label = text(heat ? "inspect.picture" : "inspect.picturePlain", {
    name: entry.name,
    verdict,
    share,
  });
  if (photo === null) return <NoPicture label={label} className="size-full" />;
  return (
    <span role="img" aria-label={label} className="relative block size-full">
      <ImageCanvas
        bitmap={photo ?? null}
        label=""
        className="absolute inset-0 size-full object-contain"
      />
      {heat && photo && <HeatLayer heat={heat} size={photo} fit="contain" />}
    </span>
  );
}

interface Shown {
  readonly image: Blob | PhotoSource;
  /** Null where it cannot be read. */
  readonly photo: ImageBitmap | null;
  readonly heat: PixelMap | null;
}

/** The photo with its heat map; the one before, with its own, for the moment that this one is read. */
function useShown(image: Blob | PhotoSource | null, heat: PixelMap | null): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (!image) return;
    let isCurrent = true;
    const show = (photo: ImageBitmap | null) => {
      if (isCurrent) setShown({ image, photo, heat: null });
      else photo?.close();
    };
    photoToShow(image).then(show, () => show(null));
    return () => {
      isCurrent = false;
    };
  }, [image]);
  if (shown && shown.image === image && shown.heat !== heat) setShown({ ...shown, heat });
  const photo = shown?.photo;
  useEffect(() => () => photo?.close(), [photo]);
  return shown;
}
