/** An ONNX graph as plain data (operator set 17), and as the bytes of a file. */
import Pbf from "pbf";
import { sizeOf } from "../../../src/graph/program.ts";

export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Whole numbers, but for those that are marked. */
export type Attribute = number | readonly number[] | { readonly float: number };

/** Float32, or int64 for shapes and places. */
export interface OnnxConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** A name and its shape. */
export type OnnxPort = readonly [name: string, shape: readonly number[]];

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, OnnxConstant>;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

const operatorSet = 17;
const irVersion = 8;
const [floatType, intType] = [1, 7];

/** The numbers of messages and fields are those of `onnx.proto`. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const pbf = new Pbf();
  pbf.writeVarintField(1, irVersion);
  pbf.writeMessage(7, writeGraph, graph);
  pbf.writeMessage(8, (version, out) => out.writeVarintField(2, version), operatorSet);
  return pbf.finish();
}

function writeGraph({ nodes, constants, inputs, outputs }: OnnxGraph, pbf: Pbf): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, "program");
  for (const constant of constants) pbf.writeMessage(5, writeConstant, constant);
  for (const port of inputs) pbf.writeMessage(11, writePort, port);
  for (const port of outputs) pbf.writeMessage(12, writePort, port);
}

function writeNode({ type, inputs, output, attributes }: OnnxNode, pbf: Pbf): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  pbf.writeStringField(2, output);
  pbf.writeStringField(4, type);
  for (const attribute of Object.entries(attributes))
    pbf.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: readonly [string, Attribute], pbf: Pbf): void {
  pbf.writeStringField(1, name);
  if (typeof value === "number") {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, 2);
  } else if ("float" in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, 1);
  } else {
    for (const each of value) pbf.writeVarintField(8, each);
    pbf.writeVarintField(20, 7);
  }
}

function writeConstant([name, { shape, data }]: readonly [string, OnnxConstant], pbf: Pbf): void {
  for (const side of shape) pbf.writeVarintField(1, side);
  pbf.writeVarintField(2, data instanceof Float32Array ? floatType : intType);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writePort([name, shape]: OnnxPort, pbf: Pbf): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, (sides, type) => type.writeMessage(1, writeTensorType, sides), shape);
}

function writeTensorType(shape: readonly number[], pbf: Pbf): void {
  pbf.writeVarintField(1, floatType);
  pbf.writeMessage(
    2,
    (sides, out) => {
      for (const side of sides)
        out.writeMessage(1, (length, dimension) => dimension.writeVarintField(1, length), side);
    },
    shape,
  );
}

/** The same numbers with other axes first. */
export function permuted(
  { shape, data }: { readonly shape: readonly number[]; readonly data: ArrayLike<number> },
  order: readonly number[],
): { readonly shape: number[]; readonly data: Float32Array } {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const sides = order.map((axis) => shape[axis] as number); // the order names axes
  const moved = new Float32Array(sizeOf(shape));
  const at = sides.map(() => 0);
  for (let to = 0; to < moved.length; to++) {
    const from = order.reduce(
      (sum, axis, place) => sum + (strides[axis] as number) * (at[place] as number),
      0,
    );
    moved[to] = data[from] as number;
    for (let place = sides.length - 1; place >= 0; place--) {
      at[place] = (at[place] as number) + 1;
      if (at[place] !== sides[place]) break;
      at[place] = 0;
    }
  }
  return { shape: sides, data: moved };
}

/** Images [B, H, W, C] as ONNX has them, [B, C, H, W], and back. */
export const channelsFirst = [0, 3, 1, 2] as const;
export const channelsLast = [0, 2, 3, 1] as const;
