/** A cell of the table while it is measured: it may fail, die or take too long without harm to others. */
import { withinTime } from "../../src/data/withinTime.ts";
import type { Remote } from "../remote/calls.ts";
import type { CaseName, EngineName } from "./cases.ts";
import type { Opened, Sample, Turn } from "./cell/cell.ts";
import { type Row, rowOf } from "./report.ts";

/** For building, compiling and warming up, which says nothing about the time of a step. */
const startLimitMs = 180_000;
/** For the steps that are timed. */
const stepsLimitMs = 60_000;
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
  #leftMs = stepsLimitMs;
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
    const late = `did not start within ${startLimitMs / 1000} s`;
    const opened = await this.#ask(late, startLimitMs, "open", this.engine, this.#name);
    this.#opened = opened as Opened | null;
  }

  /** Some steps more, where the cell is alive and has time left. */
  async turn(): Promise<void> {
    if (!this.#remote) return;
    const start = performance.now();
    const late = `had fewer than three steps within ${stepsLimitMs / 1000} s`;
    const turn = (await this.#ask(late, this.#leftMs, "turn", turnMs, turnSteps)) as Turn | null;
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
  async #ask(late: string, ms: number, ...call: Parameters<Remote["ask"]>): Promise<unknown> {
    const answer = this.#remote?.then((remote) => remote.ask(...call));
    try {
      return await withinTime(answer ?? Promise.resolve(null), ms, () => new Error(late));
    } catch (error) {
      this.#reason = (error as Error).message;
      await this.close();
      return null;
    }
  }
}
