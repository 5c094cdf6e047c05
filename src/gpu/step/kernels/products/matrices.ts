/** The operands of a matrix product as strided arrays. */
import type { Op } from "../../../../graph/program.ts";
import type { Operand } from "../../plan/steps.ts";
import type { StorageId } from "../../wgsl/kernelText.ts";

export interface Matrix {
  readonly id: StorageId;
  /** From one row (of the first) or column (of the second) to the next. */
  readonly stride: number;
  /** From one element of a sum to the next. */
  readonly depthStride: number;
  /** 0 where one matrix meets every one of the other's. */
  readonly batchStride: number;
}

export interface Matrices {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly batch: number;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

type MatMul = Extract<Op, { readonly name: "matMul" }>;

export function matricesOf(
  { transposeA, transposeB }: MatMul,
  [a, b]: readonly [Operand, Operand],
): Matrices {
  const [batchA, ...sidesA] = sidesOf(a);
  const [batchB, ...sidesB] = sidesOf(b);
  const [rows, depth] = transposeA ? [sidesA[1], sidesA[0]] : sidesA;
  const columns = transposeB ? sidesB[0] : sidesB[1];
  const matrix = (id: StorageId, side: number, isAlongDepth: boolean, batch: number): Matrix => ({
    id,
    stride: isAlongDepth ? depth : 1,
    depthStride: isAlongDepth ? 1 : side,
    batchStride: batch === 1 ? 0 : side * depth,
  });
  return {
    a: matrix(a.id, rows, !transposeA, batchA),
    b: matrix(b.id, columns, transposeB, batchB),
    batch: Math.max(batchA, batchB),
    rows,
    depth,
    columns,
  };
}

/** [batch, rows, columns] as stored; a matrix on its own is a batch of 1. */
function sidesOf({ shape }: Operand): readonly [number, number, number] {
  return (shape.length === 2 ? [1, ...shape] : shape) as [number, number, number]; // rank 2 or 3
}
