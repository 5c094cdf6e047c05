/** What a person should know about the data before training: nothing here stops them. */
import type { MessageId, MessageValues } from "../../messages/text.ts";
import type { Project } from "../../protocol/project.ts";

export interface DataCheck {
  readonly message: MessageId & `check.${string}`;
  readonly values: MessageValues;
}

/** From here on a class is so much larger that a model may prefer it. */
const strongImbalance = 4;

/** @returns nothing for a project without photos: there the desk already says what to do */
export function dataChecks({ classes }: Pick<Project, "classes">): DataCheck[] {
  const filled = classes.filter(({ photos }) => photos.length > 0);
  if (filled.length === 0) return [];
  const checks: DataCheck[] = [];
  if (filled.length === 1) checks.push({ message: "check.oneClass", values: {} });
  for (const { name, photos } of classes) {
    if (photos.length === 0) checks.push({ message: "check.emptyClass", values: { name } });
    if (photos.length === 1) checks.push({ message: "check.singlePhoto", values: { name } });
  }
  const sorted = filled.toSorted((a, b) => a.photos.length - b.photos.length);
  const [small, large] = [sorted[0], sorted.at(-1)];
  const ratio = small && large ? large.photos.length / small.photos.length : 1;
  if (small && large && ratio >= strongImbalance) {
    const values = { small: small.name, large: large.name, ratio: Math.round(ratio) };
    checks.push({ message: "check.imbalance", values });
  }
  return checks;
}
