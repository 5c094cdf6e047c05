/** The newest translation of a run, and what it was made of. */
import { useEffect, useState } from "react";
import { feedTranslation } from "./translationFeed.ts";
import type { ChosenPhoto, Wish } from "./translations.ts";
import { choiceIn, useChoices } from "./translations.ts";
import { useBitmap } from "./useBitmap.ts";

export interface ShownTranslation {
  readonly wish: Wish;
  /** As the model saw it, and as it looks in the wished class; of the same size. */
  readonly photo: ImageBitmap;
  readonly picture: ImageBitmap;
}

export interface TranslationState {
  /** null before the first. */
  readonly shown: ShownTranslation | null;
  /** The photo that is being translated, where it is another wish than the one shown. */
  readonly pending: ChosenPhoto | null;
  readonly trouble: { readonly name: string; readonly reason: `error.${string}` } | null;
}

export function useTranslation(runId: string): TranslationState {
  const choice = useChoices((state) => choiceIn(state, runId));
  const [photo, setPhoto] = useBitmap();
  const [picture, setPicture] = useBitmap();
  const [wish, setWish] = useState<Wish | null>(null);
  const [trouble, setTrouble] = useState<TranslationState["trouble"]>(null);
  useEffect(
    () =>
      feedTranslation(runId, {
        onTranslation: (made, of) => {
          setPhoto(made.photo);
          setPicture(made.picture);
          setWish(of);
          setTrouble(null);
        },
        onTrouble: (of, reason) => setTrouble({ name: of.photo.name, reason }),
      }),
    [runId, setPhoto, setPicture],
  );
  return {
    shown: wish && photo && picture && { wish, photo, picture },
    pending: choice === wish ? null : choice.photo,
    trouble,
  };
}
