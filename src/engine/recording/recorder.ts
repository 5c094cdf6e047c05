/** Collects a program node by node. Knows nothing of tfjs. */
import {
  type DType,
  type Node,
  type Op,
  type Origin,
  type Program,
  sizeOf,
  type Value,
  type ValueId,
  writesOf,
} from "../../graph/program.ts";

/** A value while it is recorded. tfjs tells booleans apart; a program keeps them as floats. */
export interface Operand {
  readonly id: ValueId;
  readonly shape: readonly number[];
  readonly dtype: DType | "bool";
}

/** What was asked for cannot be part of a program. */
export class Unrecordable extends Error {
  override readonly name = "Unrecordable";
}

type Numbers = Float32Array | Int32Array;

export class Recorder {
  readonly #values: Value[] = [];
  readonly #nodes: Node[] = [];
  /** State or a reshape of it → the state, and how often it had been written when it was shown. */
  readonly #shown = new Map<ValueId, { readonly state: ValueId; readonly version: number }>();
  readonly #versions = new Map<ValueId, number>();

  /** One number stands for a value filled with it. */
  constant(data: Numbers, shape: readonly number[]): Operand {
    const first = data[0] ?? 0;
    const isUniform = data.length !== sizeOf(shape) || data.every((number) => number === first);
    const kept = isUniform ? data.slice(0, 1) : data.slice();
    const dtype = data instanceof Int32Array ? "int32" : "float32";
    return this.#add(shape, dtype, { kind: "constant", data: kept });
  }

  filled(number: number, shape: readonly number[], dtype: DType = "float32"): Operand {
    return this.constant(
      dtype === "int32" ? Int32Array.of(number) : Float32Array.of(number),
      shape,
    );
  }

  state(name: string, shape: readonly number[], dtype: DType): Operand {
    const operand = this.#add(shape, dtype, { kind: "state", name });
    this.#versions.set(operand.id, 0);
    return operand;
  }

  feed(name: string, shape: readonly number[], dtype: DType): Operand {
    return this.#add(shape, dtype, { kind: "feed", name });
  }

  /** A node with one output. */
  node(
    op: Op,
    inputs: readonly Operand[],
    shape: readonly number[],
    dtype: Operand["dtype"] = "float32",
  ): Operand {
    const [output] = this.nodes(op, inputs, [shape], dtype);
    return output as Operand; // one shape, one output
  }

  nodes(
    op: Op,
    inputs: readonly Operand[],
    shapes: readonly (readonly number[])[],
    dtype: Operand["dtype"] = "float32",
  ): Operand[] {
    for (const { id } of inputs) this.#checkFresh(id);
    const outputs = shapes.map((shape) => this.#add(shape, dtype, { kind: "node" }));
    const node = { op, inputs: inputs.map(({ id }) => id), outputs: outputs.map(({ id }) => id) };
    this.#nodes.push(node);
    const source = inputs[0];
    if (op.name === "reshape" && source) this.#show(source.id, node.outputs[0] as ValueId);
    for (const id of writesOf(node)) {
      const version = this.#versions.get(id);
      if (version === undefined) throw new Unrecordable(`"${op.name}" would write to no state`);
      this.#versions.set(id, version + 1);
    }
    return outputs;
  }

  reshape(operand: Operand, shape: readonly number[]): Operand {
    return this.node({ name: "reshape" }, [operand], shape, operand.dtype);
  }

  program(results: Readonly<Record<string, ValueId>>): Program {
    return { values: this.#values, nodes: this.#nodes, results };
  }

  #add(shape: readonly number[], dtype: Operand["dtype"], origin: Origin): Operand {
    const id = this.#values.length;
    const kept = dtype === "bool" ? "float32" : dtype;
    this.#values.push({ shape: [...shape], dtype: kept, origin });
    return { id, shape, dtype };
  }

  /** A reshape shares the numbers of what it shows, so that a later write to state would change it. */
  #show(source: ValueId, output: ValueId): void {
    const version = this.#versions.get(source);
    const shown = version === undefined ? this.#shown.get(source) : { state: source, version };
    if (shown) this.#shown.set(output, shown);
  }

  #checkFresh(id: ValueId): void {
    const shown = this.#shown.get(id);
    if (shown && this.#versions.get(shown.state) !== shown.version)
      throw new Unrecordable("A view of a variable is used after the variable was changed");
  }
}
