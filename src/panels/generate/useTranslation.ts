/** The newest translation of a run, and what it was made of. */
import { useEffect, useState } from "react";
import { feedTranslation } from "./translationFeed.ts";
import { type Choice, type ChosenPhoto, choiceIn, useChoices, type Wish } from "./translations.ts";
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

/** Told until another choice is made, or until the same wish is met after all. */
interface Trouble {
  readonly wish: Wish;
  readonly reason: `error.${string}`;
  readonly kept: Choice;
}

export function useTranslation(runId: string): TranslationState {
  const choice = useChoices((state) => choiceIn(state, runId));
  const [photo, setPhoto] = useBitmap();
  const [picture, setPicture] = useBitmap();
  const [wish, setWish] = useState<Wish | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(
    () =>
      feedTranslation(runId, {
        onTranslation: (made, of) => {
          setPhoto(made.photo);
          setPicture(made.picture);
          setWish(of);
          setTrouble((before) => (before?.wish === of ? null : before));
        },
        onTrouble: (of, reason, kept) => setTrouble({ wish: of, reason, kept }),
      }),
    [runId, setPhoto, setPicture],
  );
  return {
    shown: wish && photo && picture && { wish, photo, picture },
    pending: choice === wish ? null : choice.photo,
    trouble:
      trouble?.kept === choice ? { name: trouble.wish.photo.name, reason: trouble.reason } : null,
  };
}
