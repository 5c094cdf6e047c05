/**
 * The classes of a verdict as they are shown. What counts is a class's id: names change with the language,
 * and another model may call another class so.
 */
import { useMemo } from "react";
import { classNameKey } from "../../lib/className.ts";
import type { TextureClass } from "../../protocol/project.ts";
import type { RankedClass } from "../../protocol/results.ts";
import { type AppState, useAppStore } from "../../state/store.ts";
import type { Entry } from "./entries.ts";

/** A class of a model that judges. */
export type Named = Pick<TextureClass, "id" | "name">;

export interface ShownClass {
  /** Equal for verdicts on the same class, of whichever model. */
  readonly key: string;
  readonly name: string;
  /** 0…1 */
  readonly probability: number;
  /** Whether it is the one that the image really has. */
  readonly isTrue: boolean;
}

/** Classes with their probabilities, in the model's order, as they are kept: likeliest first. */
export const rank = (
  classes: readonly Named[],
  probabilities: readonly number[],
): readonly RankedClass[] =>
  classes
    .map(({ id, name }, at) => ({ id, name, probability: probabilities[at] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);

/** What the class is called that the image really has, and whether the model that judged was told it. */
export interface Truth {
  readonly name: string;
  readonly isTold: boolean;
}

export interface ShownVerdict {
  /** Likeliest first; none while there is no verdict. */
  readonly ranking: readonly ShownClass[];
  /** Null where it is not known. */
  readonly truth: Truth | null;
}

/**
 * @param classes of the model that judged, as they are called now; undefined where it is gone, then they are
 *                called as they were
 */
export function shownVerdict(entry: Entry, classes?: readonly Named[]): ShownVerdict {
  const { outcome, trueClass } = entry;
  const judgement = outcome.state === "done" ? outcome.judgement : null;
  const ranking = (judgement?.ranking ?? []).map((ranked) => {
    const { id, name, probability } = ranked;
    const known = classes?.find((own) => (id === undefined ? own.name === name : own.id === id));
    return {
      key: id ?? known?.id ?? `${judgement?.runId} ${name}`,
      name: known?.name ?? name,
      probability,
      isTrue: isTrue(entry, ranked),
    };
  });
  const isTold = ranking.some((shown) => shown.isTrue);
  const name = classes?.find(({ id }) => id === entry.trueClassId)?.name ?? trueClass;
  return { ranking, truth: name === null ? null : { name, isTold } };
}

/** By its id; by its name where an early version kept no id. */
const isTrue = ({ trueClass, trueClassId }: Entry, { id, name }: RankedClass): boolean =>
  trueClassId === undefined || id === undefined
    ? trueClass !== null && classNameKey(name) === classNameKey(trueClass)
    : id === trueClassId;

/** Classes of a run, as they are called now. */
export const classesOf =
  (runId: string | undefined) =>
  ({ runs }: Pick<AppState, "runs">): readonly Named[] | undefined =>
    runs.find((run) => run.runId === runId)?.data.classes;

/** The verdict on an image, as it is shown; it follows a change of the language. */
export function useVerdict(entry: Entry): ShownVerdict {
  const { outcome } = entry;
  const runId = outcome.state === "done" ? outcome.judgement.runId : undefined;
  const classes = useAppStore(classesOf(runId));
  return useMemo(() => shownVerdict(entry, classes), [entry, classes]);
}
