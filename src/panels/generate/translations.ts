/**
 * Which photo each translating model is given, and what it is to become. Outside React, so that it
 * survives a look at another desk.
 */
import { create } from "zustand";
import type { PhotoSource } from "../../protocol/project.ts";

export interface ChosenPhoto {
  readonly name: string;
  readonly image: Blob | PhotoSource;
  /** Index of its class; null for a file. */
  readonly label: number | null;
}

export interface Choice {
  /** null before the first. */
  readonly photo: ChosenPhoto | null;
  /** Class 0 or 1 of the run's data: what the photo is to look like. */
  readonly target: number;
}

/** A choice that can be translated. */
export type Wish = Choice & { readonly photo: ChosenPhoto };

interface Choices {
  readonly byRun: Readonly<Record<string, Choice>>;
}

export const noChoice: Choice = { photo: null, target: 1 };

/** @returns the same choice as long as it stays */
export const choiceIn = ({ byRun }: Choices, runId: string): Choice => byRun[runId] ?? noChoice;

export const isWish = (choice: Choice): choice is Wish => choice.photo !== null;

/** With another photo: one of a class becomes the other class; a file what the last photo became. */
export const withPhoto = ({ target }: Choice, photo: ChosenPhoto): Wish => ({
  photo,
  target: photo.label === null ? target : 1 - photo.label,
});

export const useChoices = create<Choices>(() => ({ byRun: {} }));

export const putChoice = (runId: string, choice: Choice): void =>
  useChoices.setState(({ byRun }) => ({ byRun: { ...byRun, [runId]: choice } }));

export const choosePhoto = (runId: string, photo: ChosenPhoto): void =>
  putChoice(runId, withPhoto(choiceIn(useChoices.getState(), runId), photo));

export const chooseTarget = (runId: string, target: number): void =>
  putChoice(runId, { ...choiceIn(useChoices.getState(), runId), target });
