/**
 * A recorded program as a good exporter would write it for ONNX: images with their channels first and never
 * turned, what depends on weights alone computed beforehand, batch normalisation in the filters and biases.
 */
import type { StateData } from "../../../src/graph/executable.ts";
import {
  type Node,
  type Op,
  type Program,
  sizeOf,
  type ValueId,
} from "../../../src/graph/program.ts";
import { type Constant, foldConstants } from "./foldConstants.ts";
import {
  type Attribute,
  channelsFirst,
  type OnnxConstant,
  type OnnxGraph,
  type OnnxNode,
  type OnnxPort,
  permuted,
} from "./graph.ts";
import { productsOf, windowOf } from "./products.ts";

type Named<Name extends Op["name"]> = Extract<Op, { readonly name: Name }>;
type Attributes = Readonly<Record<string, Attribute>>;

const unaries: Readonly<Record<string, string>> = {
  log: "Log",
  relu: "Relu",
  sigmoid: "Sigmoid",
  sqrt: "Sqrt",
  tanh: "Tanh",
};
const binaries: Readonly<Record<string, string>> = {
  add: "Add",
  divide: "Div",
  multiply: "Mul",
  subtract: "Sub",
};

/** @throws Error for what the networks that are measured do not have */
export function onnxFromProgram(program: Program, state: StateData): OnnxGraph {
  return new Exporter(program, state).graph();
}

/** Where the axes of [B, H, W, C] are in [B, C, H, W]. */
const axisOf = [0, 2, 3, 1] as const;

class Exporter {
  readonly #values: Program["values"];
  readonly #program: Program;
  readonly #constants: ReadonlyMap<ValueId, Constant>;
  readonly #nodes: OnnxNode[] = [];
  readonly #written = new Map<string, OnnxConstant>();
  /** Values that go by the name of another one. */
  readonly #names = new Map<ValueId, string>();

  constructor(program: Program, state: StateData) {
    const { constants, program: left } = foldConstants(program, state);
    this.#values = program.values;
    this.#program = left;
    this.#constants = constants;
  }

  graph(): OnnxGraph {
    const { products, absorbed } = productsOf(this.#program, this.#constants);
    for (const node of this.#program.nodes) {
      const product = products.get(node);
      if (product) {
        const constants = product.constants.map((one) => this.#write(one.shape, one.data));
        const inputs = [this.#name(product.input), ...constants];
        if (product.reshape) {
          const flat = `${this.#name(product.output)}.flat`;
          this.#nodes.push({
            type: product.type,
            inputs,
            output: flat,
            attributes: product.attributes,
          });
          this.#reshape(flat, product.output, product.reshape);
        } else this.#emit(product.type, inputs, product.output, product.attributes);
      } else if (!absorbed.has(node)) this.#take(node);
    }
    const ports = (ids: readonly (readonly [string, ValueId])[]): OnnxPort[] =>
      ids.map(([, id]) => [this.#name(id), this.#shape(id)]);
    const feeds = this.#values.flatMap(({ origin }, id) =>
      origin.kind === "feed" ? [[origin.name, id] as const] : [],
    );
    return {
      nodes: this.#nodes,
      constants: this.#written,
      inputs: ports(feeds),
      outputs: ports(Object.entries(this.#program.results)),
    };
  }

  #take({ op, inputs, outputs }: Node): void {
    const [input, output] = [inputs[0], outputs[0]] as [ValueId, ValueId];
    const emit = (type: string, attributes: Attributes = {}) =>
      this.#emit(type, [this.#name(input)], output, attributes);
    switch (op.name) {
      case "unary":
        if (op.fn === "square") this.#emit("Mul", [this.#name(input), this.#name(input)], output);
        else emit(found(unaries, op.fn));
        break;
      case "binary":
        this.#emit(
          found(binaries, op.fn),
          inputs.map((id) => this.#operand(id, output)),
          output,
        );
        break;
      case "leakyRelu":
        emit("LeakyRelu", { alpha: { float: op.slope } });
        break;
      case "softmax":
        emit("Softmax", { axis: this.#shape(input).length - 1 });
        break;
      case "maxPool":
      case "averagePool":
        emit(op.name === "maxPool" ? "MaxPool" : "AveragePool", {
          kernel_shape: op.size,
          ...windowOf(op),
        });
        break;
      case "reduce":
        this.#reduce(op, input, output);
        break;
      case "reshape":
        this.#flatten(input, output);
        break;
      case "concat": {
        const axis = this.#isImage(output) ? (axisOf[op.axis] as number) : op.axis;
        this.#emit(
          "Concat",
          inputs.map((id) => this.#name(id)),
          output,
          { axis },
        );
        break;
      }
      case "slice":
        this.#slice(op, input, output);
        break;
      default:
        throw new Error(`"${op.name}" is not written for ONNX`);
    }
  }

  #reduce({ fn, axes }: Named<"reduce">, input: ValueId, output: ValueId): void {
    if (fn !== "mean") throw new Error(`"${fn}" is not written for ONNX`);
    const isKept = this.#values[input]?.shape.length === this.#values[output]?.shape.length;
    const own = this.#isImage(input) ? axes.map((axis) => axisOf[axis] as number) : axes;
    const attributes = { axes: own, keepdims: Number(isKept) };
    this.#emit("ReduceMean", [this.#name(input)], output, attributes);
  }

  /** Reshapes that do not depend on the order of an image's numbers; rows of 1 are left out throughout. */
  #flatten(input: ValueId, output: ValueId): void {
    const [from, to] = [this.#shape(input), this.#shape(output)];
    if (`${from}` === `${to}`) {
      this.#names.set(output, this.#name(input));
      return;
    }
    const readers = this.#program.nodes.filter(({ inputs }) => inputs.includes(output));
    const isMean = ({ op }: Node) => op.name === "reduce" && `${op.axes}` === "1";
    const isTurned = this.#isImage(input) || this.#isImage(output);
    if (isTurned && sizeOf(to) > (to[0] ?? 1) && !readers.every(isMean))
      throw new Error("A reshape that depends on the order is not written for ONNX");
    this.#reshape(this.#name(input), output, to);
  }

  #slice({ begin }: Named<"slice">, input: ValueId, output: ValueId): void {
    if (this.#isImage(input)) throw new Error("A slice of images is not written for ONNX");
    const ends = begin.map((start, axis) => start + (this.#shape(output)[axis] as number));
    const [starts, stops] = [this.#writeInts(begin), this.#writeInts(ends)];
    this.#emit("Slice", [this.#name(input), starts, stops], output);
  }

  #reshape(from: string, output: ValueId, shape: readonly number[]): void {
    this.#emit("Reshape", [from, this.#writeInts(shape)], output);
  }

  #emit(
    type: string,
    inputs: readonly string[],
    output: ValueId,
    attributes: Attributes = {},
  ): void {
    this.#nodes.push({ type, inputs, output: this.#name(output), attributes });
  }

  /** A constant is laid out for the value that it meets. */
  #operand(id: ValueId, output: ValueId): string {
    const constant = this.#constants.get(id);
    if (!constant) return this.#name(id);
    const { shape, data } = constant;
    if (!this.#isImage(output) || data.length === 1)
      return this.#write(sizeOf(shape) === 1 ? [] : shape, data);
    const wide = { shape: [...Array(4 - shape.length).fill(1), ...shape] as number[], data };
    const turned = permuted(wide, channelsFirst);
    return this.#write(turned.shape, turned.data);
  }

  #write(shape: readonly number[], data: ArrayLike<number>): string {
    const name = `constant.${this.#written.size}`;
    this.#written.set(name, { shape, data: Float32Array.from(data) });
    return name;
  }

  #writeInts(numbers: readonly number[]): string {
    const name = `constant.${this.#written.size}`;
    this.#written.set(name, { shape: [numbers.length], data: BigInt64Array.from(numbers, BigInt) });
    return name;
  }

  #name(id: ValueId): string {
    return this.#names.get(id) ?? `value.${id}`;
  }

  #isImage(id: ValueId): boolean {
    return this.#values[id]?.shape.length === 4;
  }

  /** As ONNX has it: images with their channels first, a batch of one matrix as the matrix. */
  #shape(id: ValueId): readonly number[] {
    const shape = this.#values[id]?.shape ?? [];
    if (shape.length === 4) return channelsFirst.map((axis) => shape[axis] as number);
    return shape.length === 3 && shape[0] === 1 ? shape.slice(1) : shape;
  }
}

function found(names: Readonly<Record<string, string>>, fn: string): string {
  const name = names[fn];
  if (!name) throw new Error(`"${fn}" is not written for ONNX`);
  return name;
}
