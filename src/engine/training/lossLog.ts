/** Losses of the steps taken: read from the device a few steps at a time, as points of the curves until they are told. */
import type { SeriesPoint } from "../../protocol/run.ts";
import { Diverged } from "../errors.ts";
import type { Losses, StepRunner } from "../steps/stepRunner.ts";

/** Where a step stands on the curves. */
export type Moment = Pick<SeriesPoint, "step" | "seconds">;
type Taken = Moment & { readonly scheduled: Losses };

/** Steps that are logged, about, of those planned; a series that has more is thinned (`lib/thinned.ts`). */
const mostPoints = 2000;

export class LossLog {
  readonly #steps: () => number;
  /** Steps whose losses are not read yet. */
  #unread: Taken[] = [];
  #points: SeriesPoint[] = [];

  /** @param steps updates planned in all, by now */
  constructor(steps: () => number) {
    this.#steps = steps;
  }

  /** @param scheduled numbers to log beside its losses */
  took(moment: Moment, scheduled: Losses): void {
    this.#unread.push({ ...moment, scheduled });
  }

  /** Steps whose losses are still on the device. */
  get unread(): number {
    return this.#unread.length;
  }

  /** Whether points wait to be told. */
  get hasPoints(): boolean {
    return this.#points.length > 0;
  }

  /**
   * The only transfer from the device in the loop; it also keeps the device's queue short.
   * @param onRead told of how many steps, before their losses are looked at
   * @throws Diverged where one is not finite; whatever the device throws
   */
  async read(runner: StepRunner, onRead: (steps: number) => void): Promise<void> {
    const steps = this.#unread;
    this.#unread = [];
    if (steps.length === 0) return;
    const losses = await runner.read();
    onRead(steps.length);
    for (const [at, { scheduled, ...moment }] of steps.entries()) {
      const values = losses[at] as Losses; // one a step
      requireFinite(moment.step, values);
      if (this.#isLogged(moment.step))
        this.#points.push({ ...moment, values: { ...values, ...scheduled } });
    }
  }

  /** Adds numbers to those of the step just taken. @throws Diverged where one is not finite */
  add(moment: Moment, values: Losses): void {
    requireFinite(moment.step, values);
    const last = this.#points.at(-1);
    if (last?.step === moment.step) {
      this.#points[this.#points.length - 1] = { ...last, values: { ...last.values, ...values } };
    } else this.#points.push({ ...moment, values });
  }

  /** The points that were not told yet; they are told now. */
  takePoints(): readonly SeriesPoint[] {
    const points = this.#points;
    this.#points = [];
    return points;
  }

  /** Nothing of what was taken counts. */
  clear(): void {
    this.#unread = [];
    this.#points = [];
  }

  #isLogged(step: number): boolean {
    const steps = this.#steps();
    return step === 1 || step === steps || step % Math.max(1, Math.ceil(steps / mostPoints)) === 0;
  }
}

function requireFinite(step: number, values: Losses): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) throw new Diverged(`${name} is ${value} at step ${step}`);
  }
}
