/** A cell of the table while it is measured: it may fail, die or take too long without harm to others. */
import { withinTime } from "../../src/data/withinTime.ts";
import type { Remote } from "../remote/calls.ts";
import type { CaseName, EngineName } from "./cases.ts";
import type { Opened, Sample, Turn } from "./cell/cell.ts";
import { type Row, rowOf } from "./report.ts";

/** For building, compiling and warming up; then as long again for the steps that are timed. */
const limitMs = 60_000;
/** A turn ends after so long, or so many steps; it has one step at least. */
const turnMs = 400;
const turnSteps = 10;
/** For a browser or a process to end. */
const closeMs = 10_000;

export type StartRemote = () => Promise<Remote>;

export class MeasuredCell {
  readonly engine: EngineName;
  readonly #name: CaseName;
  #remote: Promise<Remote> | null = null;
  #opened: Opened | null = null;
  #samples: Sample[] = [];
  #last: Turn | null = null;
  #leftMs = limitMs;
  #reason: string | null = null;

  constructor(engine: EngineName, name: CaseName) {
    this.engine = engine;
    this.#name = name;
  }

  /** What computes; null where the cell did not start. */
  get device(): string | null {
    return this.#opened?.device ?? null;
  }

  get row(): Row {
    return rowOf(this.#name, this.engine, {
      opened: this.#opened,
      samples: this.#samples,
      last: this.#last,
      reason: this.#reason,
    });
  }

  async open(start: StartRemote): Promise<void> {
    this.#remote = start();
    const opened = await this.#ask("did not start", limitMs, "open", this.engine, this.#name);
    this.#opened = opened as Opened | null;
  }

  /** Some steps more, where the cell is alive and has time left. */
  async turn(): Promise<void> {
    if (!this.#remote) return;
    const start = performance.now();
    const slow = "had fewer than three steps";
    const turn = (await this.#ask(slow, this.#leftMs, "turn", turnMs, turnSteps)) as Turn | null;
    this.#leftMs -= performance.now() - start;
    if (!turn) return;
    this.#last = turn;
    this.#samples.push(...turn.samples);
  }

  /** Does not wait for what hangs: a browser ends with this program at the latest. */
  async close(): Promise<void> {
    const remote = this.#remote;
    this.#remote = null;
    const closed = remote?.then((started) => started.close());
    await withinTime(closed ?? Promise.resolve(), closeMs, () => new Error("hangs")).catch(
      () => undefined, // it never started, or has died, or hangs
    );
  }

  /** The answer; null, and the cell is closed, where it fails or takes too long. */
  async #ask(slow: string, ms: number, ...call: Parameters<Remote["ask"]>): Promise<unknown> {
    const answer = this.#remote?.then((remote) => remote.ask(...call));
    try {
      const tooLate = () => new Error(`${slow} within ${limitMs / 1000} s`);
      return await withinTime(answer ?? Promise.resolve(null), ms, tooLate);
    } catch (error) {
      this.#reason = (error as Error).message;
      await this.close();
      return null;
    }
  }
}
