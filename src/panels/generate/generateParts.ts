/** What a task puts on the Generate desk, handed down by the app; the desk asks no model which tasks it has. */
import type { ComponentType } from "react";
import type { ModelSpec } from "../../protocol/spec.ts";
import type { Run } from "../../state/runs.ts";

export interface GenerateBodyProps {
  /** What of it stays while it trains, so that its steps do not render the desk. */
  readonly run: Pick<Run, "runId" | "data" | "hparams">;
  readonly spec: ModelSpec;
  /** Of the model's tasks. */
  readonly cards: GenerateCards;
}

/** By name. */
type GenerateCards = Readonly<Record<string, ComponentType<{ readonly runId: string }>>>;

export interface GenerateParts {
  /** The whole desk; that of the first task that has one is shown. */
  readonly body?: ComponentType<GenerateBodyProps>;
  /** Beside the body, its own or that of another task. */
  readonly cards?: GenerateCards;
}
