/**
 * A program as the planner sees it: what shares storage is one value under several shapes, and the
 * update of each parameter by Adam is a step of its own.
 */
import {
  type Op,
  type Program,
  type PureOp,
  sizeOf,
  type Value,
  type ValueId,
  type WritingOp,
} from "../../../graph/program.ts";

/** A value as a step reads it: where it is stored, and under which shape. */
export interface Operand {
  readonly id: ValueId;
  readonly shape: readonly number[];
}

export type StepOp = Exclude<PureOp, { readonly name: "reshape" }> | WritingStepOp;

export type WritingStepOp =
  | Exclude<WritingOp, { readonly name: "adam" }>
  /** (updates, learning rate) → rates [2]: learning rate / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ); updates ← t */
  | { readonly name: "adamClock"; readonly beta1: number; readonly beta2: number }
  /** (parameter, gradient, m, v, rates): one parameter's share of `adam` */
  | {
      readonly name: "adamUpdate";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

export interface Step<O extends StepOp = StepOp> {
  /** Its place in the order, counted from 0. */
  readonly at: number;
  readonly op: O;
  readonly inputs: readonly Operand[];
  readonly outputs: readonly ValueId[];
}

export type StepNamed<Name extends StepOp["name"]> = Step<Extract<StepOp, { readonly name: Name }>>;

export interface Steps {
  /** Those of the program, and after them what the split of Adam's updates adds. */
  readonly values: readonly Value[];
  readonly steps: readonly Step[];
  readonly results: Readonly<Record<string, ValueId>>;
}

export function stepsOf(program: Program): Steps {
  return new Splitter(program).steps();
}

/** Places of the operands that are written to. */
const written: Readonly<Record<WritingStepOp["name"], readonly number[]>> = {
  assign: [0],
  movingAverage: [0],
  adamClock: [0],
  adamUpdate: [0, 2, 3],
};
const isWriting = (op: StepOp): op is WritingStepOp => op.name in written;

/** Which of its operands a step writes to, all of them state. */
export function writesOf({ op, inputs }: Step): readonly ValueId[] {
  const places = isWriting(op) ? written[op.name] : [];
  return places.map((at) => (inputs[at] as Operand).id); // all inputs present
}

type AdamOp = Extract<Op, { readonly name: "adam" }>;

class Splitter {
  readonly #program: Program;
  readonly #values: Value[];
  readonly #steps: Step[] = [];
  /** Value → the one whose storage it shares. */
  readonly #roots = new Map<ValueId, ValueId>();
  /** What `adamClock` gives for each `adam`. */
  readonly #rates = new Map<AdamOp, Operand>();

  constructor(program: Program) {
    this.#program = program;
    this.#values = [...program.values];
  }

  steps(): Steps {
    for (const { op, inputs } of this.#program.nodes)
      if (op.name === "adam" && this.#canStartWith(inputs)) this.#adamClock(op, inputs);
    for (const { op, inputs, outputs } of this.#program.nodes) {
      const operands = inputs.map((id) => this.#operand(id));
      if (op.name === "adam") this.#adamUpdates(op, inputs);
      else if (op.name === "reshape" || this.#keepsNumbers(op, inputs, outputs))
        this.#roots.set(outputs[0] as ValueId, (operands[0] as Operand).id); // one to one
      else this.#add(op, operands, outputs);
    }
    const results = Object.entries(this.#program.results).map(([name, id]) => [
      name,
      this.#operand(id).id,
    ]);
    return { values: this.#values, steps: this.#steps, results: Object.fromEntries(results) };
  }

  #operand(id: ValueId): Operand {
    return { id: this.#roots.get(id) ?? id, shape: this.#value(id).shape };
  }

  #add(op: StepOp, inputs: readonly Operand[], outputs: readonly ValueId[]): void {
    this.#steps.push({ at: this.#steps.length, op, inputs, outputs });
  }

  /** Whether the clock can tick before all else, so that updates need not wait for it. */
  #canStartWith([updates, learningRate]: readonly ValueId[]): boolean {
    const readers = this.#program.nodes.filter(({ inputs }) => inputs.includes(updates as ValueId));
    return readers.length === 1 && this.#value(learningRate as ValueId).origin.kind !== "node";
  }

  #adamClock(op: AdamOp, inputs: readonly ValueId[]): Operand {
    const { beta1, beta2 } = op;
    const rates: Operand = { id: this.#values.length, shape: [2] };
    this.#values.push({ shape: [2], dtype: "float32", origin: { kind: "node" } });
    const operands = inputs.slice(0, 2).map((id) => this.#operand(id));
    this.#add({ name: "adamClock", beta1, beta2 }, operands, [rates.id]);
    this.#rates.set(op, rates);
    return rates;
  }

  #adamUpdates(op: AdamOp, inputs: readonly ValueId[]): void {
    const rates = this.#rates.get(op) ?? this.#adamClock(op, inputs);
    const operands = inputs.map((id) => this.#operand(id));
    for (let at = 2; at < operands.length; at += 4)
      this.#add({ ...op, name: "adamUpdate" }, [...operands.slice(at, at + 4), rates], []);
  }

  /** Whether the output is its first input, number for number. */
  #keepsNumbers(op: Op, inputs: readonly ValueId[], outputs: readonly ValueId[]): boolean {
    if (inputs.length !== 1 || outputs.length !== 1) return false;
    const [from, to] = [this.#value(inputs[0] as ValueId), this.#value(outputs[0] as ValueId)];
    if (sizeOf(from.shape) !== sizeOf(to.shape) || from.dtype !== to.dtype) return false;
    switch (op.name) {
      case "broadcast":
      case "concat":
      case "pad":
      case "reduce":
      case "slice":
        return true;
      case "transpose":
        return keepsOrder(op.permutation.filter((axis) => from.shape[axis] !== 1));
      case "unary":
        return op.fn === "toFloat" || op.fn === "toInt";
      default:
        return false;
    }
  }

  #value(id: ValueId): Value {
    return this.#values[id] as Value; // ids are indices
  }
}

function keepsOrder(axes: readonly number[]): boolean {
  return axes.every((axis, at) => at === 0 || axis > (axes[at - 1] as number));
}
