/**
 * Computes with a model's weights by compiled programs, each recorded when it is first asked for and held
 * to tfjs once; on tfjs where there is no compiler or a program does not agree.
 */
import * as tf from "@tensorflow/tfjs";
import type { Computation, Feeds, Outputs } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import { inTurn } from "../../lib/inTurn.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { DeviceLost } from "../errors.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { takeData } from "../ops/takeData.ts";
import { record } from "../recording/record.ts";
import type { CompiledStep, Variables } from "../steps/compiledStep.ts";
import { readAll } from "../steps/stateData.ts";
import { largestDistance } from "./distance.ts";
import type { Forward } from "./forward.ts";
import type { OpenWeightCopy, WeightCopy } from "./weightCopy.ts";

/** Whose weights are computed with. They may change at any time. */
export interface WeightSource {
  readonly model: BuiltModel;
  /** Another one whenever the numbers are. */
  readonly version: string;
  /** What holds the newest numbers; null where the model's variables do. */
  readonly step: CompiledStep | null;
  /** Brings the variables up to date; sync. */
  settle(): void;
  /** Resolves when the variables hold the model's own numbers; null where they do. */
  readonly lent: Promise<unknown> | null;
  /** The model with the numbers of the moment, that stay; sync. */
  copy(): BuiltModel;
}

/** @throws whatever the device throws */
export type Compute = <Able>(forward: Forward<Able>, feeds: Feeds) => Promise<Outputs>;

/** Programs kept; the longest unused goes. */
const mostPrograms = 12;
/** Largest distance from tfjs, as a share: rounding, and values on the edge of a ReLU. */
const tolerance = 1e-3;

/** While a program was made the weights changed: what was computed before it is of an earlier moment. */
class MomentLost extends Error {}

interface Moment {
  /** Of the weights that were computed with; null before the first result. */
  version: string | null;
  /** It was lost before: what goes on tfjs goes by a copy, which stays as it is. */
  readonly isCopied: boolean;
  copy: BuiltModel | null;
}

export class Inference {
  readonly #source: WeightSource;
  readonly #open: OpenWeightCopy | null;
  readonly #inTurn = inTurn();
  #weights: Promise<WeightCopy> | null = null;
  /** Of the numbers in the copy. */
  #version: string | null = null;
  /** States that programs read. */
  readonly #names = new Set<string>();
  /** Functions with their shapes that were asked for, where a single time is not worth a program. */
  readonly #seen = new Set<string>();
  /** In order of last use. */
  readonly #programs = new Map<string, Computation>();
  /** By name: whether the function agrees with tfjs; unknown before it was tried. */
  readonly #agrees = new Map<string, boolean>();
  #isDisposed = false;

  /** @param open null where the backend in use has no compiler */
  constructor(source: WeightSource, open: OpenWeightCopy | null) {
    this.#source = source;
    this.#open = open;
  }

  /** What the model is able to do, and its sizes; its numbers may be old. */
  get model(): BuiltModel {
    return this.#source.model;
  }

  /** Computes with another model on the same device, whose numbers stay as they are; the caller's to dispose of. */
  over(model: BuiltModel): Inference {
    return inferenceOver(model, this.#open);
  }

  /**
   * Computes with the weights of one moment; one after the other.
   * @param act called again from its beginning where the weights changed meanwhile, which they do once at most
   *            where all programs are made
   * @throws whatever `act` throws
   */
  use<T>(act: (compute: Compute) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      for (let isCopied = false; ; isCopied = true) {
        const moment: Moment = { version: null, isCopied, copy: null };
        try {
          return await act((forward, feeds) => this.#compute(moment, forward, feeds));
        } catch (error) {
          if (!(error instanceof MomentLost)) throw error;
        } finally {
          const { copy } = moment;
          if (copy) tf.tidy(() => copy.dispose());
        }
      }
    });
  }

  async #compute<Able>(moment: Moment, forward: Forward<Able>, feeds: Feeds): Promise<Outputs> {
    const program = await this.#programOf(moment, forward, feeds);
    if (!program) return this.#directly(moment, forward, feeds);
    if (moment.version === null) {
      await this.#refresh();
      moment.version = this.#version;
    }
    this.#requireHere();
    return program.compute(feeds);
  }

  async #directly<Able>(moment: Moment, forward: Forward<Able>, feeds: Feeds): Promise<Outputs> {
    while (this.#source.lent) await this.#source.lent;
    if (!moment.copy) {
      this.#holdTo(moment);
      this.#source.settle();
      moment.version = this.#source.version;
      if (moment.isCopied) moment.copy = this.#source.copy();
    }
    return onTfjs(moment.copy ?? this.#source.model, forward, feeds);
  }

  /** @throws MomentLost where something of other weights was computed before */
  #holdTo({ version }: Moment): void {
    if (version !== null && version !== this.#source.version) throw new MomentLost();
  }

  /** Null where it goes on tfjs. */
  async #programOf<Able>(
    moment: Moment,
    forward: Forward<Able>,
    feeds: Feeds,
  ): Promise<Computation | null> {
    const { name } = forward;
    if (!this.#open || this.#agrees.get(name) === false) return null;
    const key = `${name} ${JSON.stringify(forward.feeds)}`;
    const known = this.#programs.get(key);
    if (known) {
      this.#programs.delete(key);
      this.#programs.set(key, known); // now the last used
      return known;
    }
    try {
      this.#weights ??= this.#open();
      const weights = await this.#weights;
      if (!weights.compilesQuickly && !this.#seen.has(key)) {
        this.#seen.add(key);
        return null;
      }
      const made = await this.#make(forward, weights);
      this.#keep(key, made);
      if (!this.#agrees.has(name)) {
        const agrees = await this.#try(forward, made, feeds);
        if (agrees === null) this.#drop(key);
        else this.#agrees.set(name, agrees);
      }
    } catch (error) {
      if (this.#isDisposed) throw error;
      console.warn(`"${name}" goes on without a program: ${error}`);
      this.#agrees.set(name, false);
    }
    if (moment.version !== null) {
      this.#holdTo(moment);
      await this.#refresh(); // of the same moment; the program may read more of it
    }
    return this.#agrees.get(name) ? (this.#programs.get(key) ?? null) : null;
  }

  /** @throws Unrecordable; whatever the device throws */
  async #make<Able>(forward: Forward<Able>, weights: WeightCopy): Promise<Computation> {
    const program = programOf(this.#source.model, forward);
    const made = await weights.compile(program);
    for (const { origin } of program.values)
      if (origin.kind === "state") this.#names.add(origin.name);
    this.#version = null; // it may read what none did before
    return made;
  }

  #keep(key: string, made: Computation): void {
    try {
      this.#requireHere();
    } catch (error) {
      made.dispose();
      throw error;
    }
    this.#programs.set(key, made);
    const [oldest] = this.#programs.keys();
    if (this.#programs.size > mostPrograms && oldest !== undefined) this.#drop(oldest);
  }

  #drop(key: string): void {
    this.#programs.get(key)?.dispose();
    this.#programs.delete(key);
  }

  /** Whether a program gives what tfjs does; null where weights that ran away give no numbers to hold it to. */
  async #try<Able>(
    forward: Forward<Able>,
    made: Computation,
    feeds: Feeds,
  ): Promise<boolean | null> {
    while (this.#source.lent) await this.#source.lent;
    this.#source.settle();
    const { model, version } = this.#source;
    await this.#refresh();
    const [ours, theirs] = await Promise.all([
      made.compute(feeds),
      onTfjs(model, forward, feeds), // both begin before anything else can
    ]);
    if (this.#version !== version) return true; // of different weights: nothing can be said
    const largest = largestDistance(ours, theirs);
    if (largest === null) return null;
    if (largest <= tolerance) return true;
    console.warn(
      `"${forward.name}" is off by ${largest.toPrecision(2)}: it goes on without a program`,
    );
    return false;
  }

  /** The newest weights, where they are others than those in the copy. */
  async #refresh(): Promise<void> {
    const weights = await this.#weights;
    const { version, step, model } = this.#source;
    if (!weights || version === this.#version) return;
    this.#version = version;
    if (step && weights.takeFrom(step, this.#names)) return;
    weights.write(await readAll(this.#read(model)));
  }

  #read(model: BuiltModel): Variables {
    return new Map(stateVariables(model).filter(([name]) => this.#names.has(name)));
  }

  /** What it held may be somebody else's by now. @throws DeviceLost */
  #requireHere(): void {
    if (this.#isDisposed) throw new DeviceLost("The model is not on the device any more");
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const program of this.#programs.values()) program.dispose();
    this.#programs.clear();
    void this.#weights?.then(
      (weights) => weights.dispose(),
      () => undefined, // there are none
    );
  }
}

/** Computes with a model whose numbers stay as they are. @param open as for `Inference` */
export function inferenceOver(model: BuiltModel, open: OpenWeightCopy | null): Inference {
  const source = { model, version: "", step: null, lent: null, settle() {}, copy: () => model };
  return new Inference(source, open);
}

/** The function with the model's weights as state, as far as it reads them. @throws Unrecordable */
export function programOf<Able>(model: BuiltModel, { feeds, run }: Forward<Able>): Program {
  return record({
    feeds,
    state: Object.fromEntries(stateVariables(model)),
    run: (fed) => run(model as Able, fed),
    isPartial: true,
  });
}

/** The plain way. @throws whatever the device throws */
export async function onTfjs<Able>(
  model: BuiltModel,
  { feeds: specs, run }: Forward<Able>,
  feeds: Feeds,
): Promise<Outputs> {
  const results = tf.tidy(() => {
    const tensors = Object.entries(specs).map(([name, { shape, dtype }]) => {
      const data = feeds[name];
      if (!data) throw new RangeError(`Feed "${name}" is missing`);
      return [name, tf.tensor(data, [...shape], dtype)] as const;
    });
    return run(model as Able, Object.fromEntries(tensors));
  });
  const read = Object.entries(results).map(
    async ([name, tensor]) => [name, (await takeData(tensor)) as Float32Array] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}
