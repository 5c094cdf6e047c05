/** All rules over a run's curves. */

import { collapse } from "./rules/collapse.ts";
import { discriminatorStrong } from "./rules/discriminatorStrong.ts";
import { discriminatorWeak } from "./rules/discriminatorWeak.ts";
import { identityCollapse } from "./rules/identityCollapse.ts";
import { overfitting } from "./rules/overfitting.ts";
import { plateau } from "./rules/plateau.ts";
import { posteriorCollapse } from "./rules/posteriorCollapse.ts";
import { setback } from "./rules/setback.ts";
import { unsteady } from "./rules/unsteady.ts";
import { vanishing } from "./rules/vanishing.ts";
import type { Rule, Signs, Symptom } from "./signs.ts";
import { stepsOf } from "./signs.ts";

/** The gravest first. */
export const rules: readonly Rule[] = [
  unsteady,
  setback,
  discriminatorStrong,
  discriminatorWeak,
  collapse,
  posteriorCollapse,
  identityCollapse,
  vanishing,
  overfitting,
  plateau,
];

export interface Finding extends Symptom, Pick<Rule, "id" | "severity"> {}

export interface Diagnosis {
  /** Too little has happened under these settings to say anything. */
  readonly isWaiting: boolean;
  readonly findings: readonly Finding[];
}

/** Share of the run that is watched first, in steps within these bounds. */
const watched = 0.05;
const leastWatched = 30;
const mostWatched = 200;

/** @param before what was found the last time */
export function diagnose(signs: Signs, before: readonly Finding[] = []): Diagnosis {
  const wait = Math.min(mostWatched, Math.max(leastWatched, watched * stepsOf(signs)));
  if (signs.step - signs.since < wait) return { isWaiting: true, findings: [] };
  const known = new Set(before.map(({ id }) => id));
  const findings = rules.flatMap((rule) => {
    const symptom = rule.examine(signs, known.has(rule.id));
    return symptom ? [{ ...symptom, id: rule.id, severity: rule.severity }] : [];
  });
  return { isWaiting: false, findings };
}
