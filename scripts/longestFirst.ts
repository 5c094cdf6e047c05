/** Starts the longest test files first: one that is started last leaves the other cores idle. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Those that take more than ten seconds, the longest first. Vitest remembers how long each took, but a
 * fresh clone knows only how large they are.
 */
export const longest: readonly string[] = [
  "src/engine/models/adversarialLearning.test.ts",
  "src/engine/steps/modelParity.test.ts",
  "src/gpu/step/opParity.test.ts",
  "src/engine/runs/resume.test.ts",
  "src/engine/runs/shortMemory.test.ts",
  "src/graph/testing/reference.test.ts",
  "src/engine/models/learning.test.ts",
  "src/engine/quality/quality.test.ts",
];

/** Order of a file among all. */
function rankOf(path: string): number {
  const at = longest.findIndex((name) => path.endsWith(`/${name}`));
  return at < 0 ? longest.length : at;
}

/** @returns the same, the `longest` in front and the others in the order they had */
export function longestFirst<T extends Pick<TestSpecification, "moduleId">>(
  files: readonly T[],
): T[] {
  return [...files].sort((a, b) => rankOf(a.moduleId) - rankOf(b.moduleId));
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(files));
  }
}
