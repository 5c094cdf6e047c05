/** Holds an executor to the reference interpreter, operation by operation. */
import type { StateData } from "../../src/graph/executable.ts";
import type { Program } from "../../src/graph/program.ts";
import { opCases, relativeError } from "../../src/graph/testing/opCases.ts";
import { evaluate } from "../../src/graph/testing/reference.ts";

/** Compiles the program, runs it once and gives what every state holds then. */
export type RunOnce = (program: Program, state: StateData) => Promise<StateData>;

export interface CaseError {
  readonly title: string;
  /** Largest ‖a − b‖ / ‖b‖ of its states; null where it did not run. */
  readonly error: number | null;
  /** Why it did not run. */
  readonly reason: string | null;
}

export async function checkCases(runOnce: RunOnce): Promise<CaseError[]> {
  const errors: CaseError[] = [];
  for (const { title, program, state } of opCases) {
    try {
      const actual = await runOnce(program, state);
      const each = Object.entries(evaluate(program, state).state).map(([name, expected]) =>
        relativeError(actual[name] ?? [], expected),
      );
      errors.push({ title, error: Math.max(...each), reason: null });
    } catch (error) {
      errors.push({ title, error: null, reason: String(error) });
    }
  }
  return errors;
}
