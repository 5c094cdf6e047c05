/** How far a compiled operation is from the reference interpreter. */
import type { OpCase } from "../../../graph/testing/opCase.ts";
import { relativeError } from "../../../graph/testing/opCases.ts";
import { evaluate } from "../../../graph/testing/reference.ts";
import { compileForGpu } from "../compileForGpu.ts";

/** @returns the largest relative error among what the program leaves; NaN where one has NaN and should not */
export async function parityError(
  device: GPUDevice,
  { program, state }: OpCase,
  isSoftware: boolean,
): Promise<number> {
  const expected = evaluate(program, state).state;
  const executable = await compileForGpu(device, program, state, { isSoftware });
  executable.run({});
  const actual = await executable.readState();
  executable.dispose();
  const errors = Object.entries(expected).map(([name, numbers]) =>
    relativeError(actual[name] ?? [], numbers),
  );
  return Math.max(0, ...errors);
}
