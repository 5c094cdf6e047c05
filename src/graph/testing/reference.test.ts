/** The reference interpreter against tfjs's plain CPU backend, where a slip is easiest. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Op } from "../program.ts";
import { axesCases } from "./cases/axes.ts";
import { normCases } from "./cases/norms.ts";
import { poolCases } from "./cases/pools.ts";
import { convCases, matMulCases } from "./cases/products.ts";
import type { OpCase } from "./opCase.ts";
import { relativeError } from "./opCases.ts";
import { evaluate } from "./reference.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** What tfjs makes of the operands of a case, for operations that have a test here. */
type Twin = (op: Op, inputs: tf.Tensor[], outputShape: number[]) => tf.Tensor | tf.Tensor[];

const twins: Partial<Record<Op["name"], Twin>> = {
  matMul: (op, [a, b]) =>
    tf.matMul(a as tf.Tensor, b as tf.Tensor, ...flagsOf(op as Extract<Op, { name: "matMul" }>)),
  conv: (op, [x, filter]) => conv(op, x as tf.Tensor4D, filter as tf.Tensor4D),
  convInputGradient: (op, [dy, filter], shape) =>
    tf.grad((x) => conv(op, x as tf.Tensor4D, filter as tf.Tensor4D))(tf.zeros(shape), dy),
  convFilterGradient: (op, [x, dy], shape) =>
    tf.grad((filter) => conv(op, x as tf.Tensor4D, filter as tf.Tensor4D))(tf.zeros(shape), dy),
  maxPool: (op, [x]) => pool(tf.maxPool, op, x as tf.Tensor4D),
  maxPoolGradient: (op, [dy, x]) =>
    tf.grad((image) => pool(tf.maxPool, op, image as tf.Tensor4D))(x as tf.Tensor, dy),
  averagePool: (op, [x]) => pool(tf.avgPool, op, x as tf.Tensor4D),
  batchNorm: (op, [x, scale, offset]) =>
    norm(op, x as tf.Tensor, scale as tf.Tensor, offset as tf.Tensor),
  batchNormGradient: (op, [dy, x, , , scale, offset]) =>
    normGradient(op, [x, scale, offset] as tf.Tensor[], dy as tf.Tensor),
  instanceNorm: (op, [x, scale, offset]) =>
    norm(op, x as tf.Tensor, scale as tf.Tensor, offset as tf.Tensor),
  instanceNormGradient: (op, [dy, x, , , scale, offset]) =>
    normGradient(op, [x, scale, offset] as tf.Tensor[], dy as tf.Tensor),
  softmax: (_, [x]) => tf.softmax(x as tf.Tensor),
  logSoftmax: (_, [x]) => tf.logSoftmax(x as tf.Tensor),
  argMax: (_, [x]) => tf.argMax(x as tf.Tensor, -1),
};

const flagsOf = (op: Extract<Op, { name: "matMul" }>): [boolean, boolean] => [
  op.transposeA,
  op.transposeB,
];

type Windowed = Extract<Op, { readonly strides: readonly [number, number] }>;

function windowOf(op: Op): [strides: [number, number], padding: [number, number][]] {
  const { strides, padding } = op as Windowed;
  const { top, bottom, left, right } = padding;
  return [
    [...strides],
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
  ];
}

function conv(op: Op, x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor {
  const [strides, padding] = windowOf(op);
  return tf.conv2d(x, filter, strides, padding as never);
}

function pool(kind: typeof tf.maxPool | typeof tf.avgPool, op: Op, x: tf.Tensor4D): tf.Tensor {
  const [strides, padding] = windowOf(op);
  const { size } = op as Extract<Op, { name: "maxPool" }>;
  return kind(x, [...size], strides, padding as never);
}

type Norm = Extract<
  Op,
  { name: "batchNorm" | "instanceNorm" | "batchNormGradient" | "instanceNormGradient" }
>;

function norm(op: Op, x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor): tf.Tensor[] {
  const { name, epsilon, slope } = op as Norm;
  const isImage = name.startsWith("instance");
  const axes = x.shape.map((_, axis) => axis).slice(isImage ? 1 : 0, -1);
  const { mean, variance } = tf.moments(x, axes, true);
  const unit = x.sub(mean).div(variance.add(epsilon).sqrt());
  return [tf.leakyRelu(unit.mul(scale).add(offset), slope), mean, variance];
}

function normGradient(op: Op, operands: tf.Tensor[], dy: tf.Tensor): tf.Tensor[] {
  return tf.grads(
    (x, scale, offset) =>
      norm(op, x as tf.Tensor, scale as tf.Tensor, offset as tf.Tensor)[0] as tf.Tensor,
  )(operands, dy);
}

async function twinOf({ program, state }: OpCase): Promise<ArrayLike<number>[]> {
  const [node] = program.nodes as [(typeof program.nodes)[number]];
  const twin = twins[node.op.name];
  if (!twin) return [];
  const inputs = node.inputs.map((id) => {
    const { shape, dtype } = program.values[id] as (typeof program.values)[number];
    return tf.tensor(state[`in${id}`] as Float32Array, [...shape], dtype);
  });
  const shape = [...(program.values[node.outputs[0] as number]?.shape ?? [])];
  const outputs = [twin(node.op, inputs, shape)].flat();
  return Promise.all(outputs.map((output) => output.data()));
}

/** The interpreter has one way for all sizes; those for large tiles cost the CPU backend seconds each. */
const isSmall = ({ state }: OpCase): boolean =>
  Object.values(state).reduce((sum, numbers) => sum + numbers.length, 0) <= 2 ** 14;

describe("the reference interpreter agrees with tfjs on", () => {
  const cases = [...matMulCases, ...convCases, ...poolCases, ...normCases, ...axesCases];
  const checked = cases.filter(
    (opCase) => twins[opCase.program.nodes[0]?.op.name as Op["name"]] && isSmall(opCase),
  );
  it.each(checked)("$title", async (opCase) => {
    const expected = await twinOf(opCase);
    const { state } = evaluate(opCase.program, opCase.state);
    expected.forEach((numbers, at) => {
      expect(relativeError(state[`out${at}`] as Float64Array, numbers)).toBeLessThan(2e-5);
    });
  });
});

describe("the gradient of average pooling", () => {
  const cases = poolCases.filter(({ program }) => program.nodes[0]?.op.name === "averagePool");
  // tfjs divides by the window's area even at the padded rim, so that the rule itself is asked:
  it.each(cases)("is its transpose: $title", ({ program, state }) => {
    const [node] = program.nodes as [(typeof program.nodes)[number]];
    const [x, y] = [state.in0 as Float32Array, evaluate(program, state).state.out0 as Float64Array];
    const reversed = {
      ...program,
      nodes: [
        {
          ...node,
          op: { ...node.op, name: "averagePoolGradient" } as Op,
          inputs: [2],
          outputs: [1],
        },
      ],
      values: program.values.map((value, id) => ({
        ...value,
        shape: program.values[id === 1 ? 0 : id]?.shape ?? [],
      })),
    };
    const dx = evaluate(reversed, { ...state, out0: Float32Array.from(y) }).values.get(1);
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((total, value, at) => total + value * (b[at] as number), 0);
    expect(dot(dx as Float64Array, x) / dot(y, y)).toBeCloseTo(1, 5);
  });
});
