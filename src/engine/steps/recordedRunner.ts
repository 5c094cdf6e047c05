/** Steps by a compiled program; the model's variables follow when somebody asks for them. */
import type { CompiledStep } from "./compiledStep.ts";
import type { RecordedStep } from "./recordStep.ts";
import type { Losses, StepRunner } from "./stepRunner.ts";

export class RecordedRunner implements StepRunner {
  readonly #recorded: Pick<RecordedStep, "feedsAt" | "variables">;
  readonly compiled: CompiledStep;
  readonly ready: StepRunner["ready"];
  #isSettled = true;

  /**
   * Takes over the compiled step, whose state is that of the variables.
   * @param ready resolves when a step's feeds can be asked for
   */
  constructor(
    recorded: Pick<RecordedStep, "feedsAt" | "variables">,
    compiled: CompiledStep,
    ready?: StepRunner["ready"],
  ) {
    this.#recorded = recorded;
    this.compiled = compiled;
    this.ready = ready;
  }

  take(step: number): void {
    this.#isSettled = false;
    this.compiled.run(this.#recorded.feedsAt(step));
  }

  read(): Promise<readonly Losses[]> {
    return this.compiled.read();
  }

  settle(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.compiled.store(this.#recorded.variables);
  }

  dispose(): void {
    this.compiled.dispose();
  }
}
