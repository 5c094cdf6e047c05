/** What a task puts on the Train desk, handed down by the app; the desk asks no model which tasks it has. */
import type { ComponentType } from "react";
import type { ModelSpec } from "../../protocol/spec.ts";

export interface TrainCardProps {
  readonly runId: string;
  readonly spec: ModelSpec;
}

type TrainCard = ComponentType<TrainCardProps>;

/** By name: a card that several tasks put there stands once. */
type TrainCards = Readonly<Record<string, TrainCard>>;

export interface TrainParts {
  /** What says most of such a model: right below the state of the run. */
  readonly above?: TrainCards;
  /** Below the curves. */
  readonly below?: TrainCards;
}

/** In the order of their tasks. */
export const cardsOf = (parts: readonly TrainParts[], place: keyof TrainParts) =>
  Object.entries(Object.assign({}, ...parts.map((part) => part[place])) as TrainCards);
