/** Pooling. */
import type { ValueId } from "../../../graph/program.ts";
import type { Place } from "../plan.ts";
import { choices } from "../stepKinds.ts";
import type { Lowering, NodeOf, Rules } from "./lowering.ts";

type PoolName = "maxPool" | "maxPoolGradient" | "averagePool" | "averagePoolGradient";

export const pools: Rules<PoolName> = {
  maxPool: (lowering, node) => {
    const [[x], [y]] = [node.inputs as [ValueId], node.outputs as [ValueId]];
    emitPool(lowering, node, "max", x, y, { x: lowering.place(x), out: lowering.place(y) });
  },
  averagePool: (lowering, node) => {
    const [[x], [y]] = [node.inputs as [ValueId], node.outputs as [ValueId]];
    emitPool(lowering, node, "average", x, y, { x: lowering.place(x), out: lowering.place(y) });
  },
  maxPoolGradient: (lowering, node) => {
    const [dy, x, y] = node.inputs as [ValueId, ValueId, ValueId];
    const [dx] = node.outputs as [ValueId];
    emitPool(lowering, node, "maxGradient", x, y, {
      dy: lowering.place(dy),
      x: lowering.place(x),
      y: lowering.place(y),
      out: lowering.place(dx),
    });
  },
  averagePoolGradient: (lowering, node) => {
    const [[dy], [dx]] = [node.inputs as [ValueId], node.outputs as [ValueId]];
    emitPool(lowering, node, "averageGradient", dx, dy, {
      dy: lowering.place(dy),
      out: lowering.place(dx),
    });
  },
};

/** @param x, y values of the image's and the output's shape */
function emitPool(
  lowering: Lowering,
  { op: { size, strides, padding } }: NodeOf<PoolName>,
  fn: (typeof choices.POOL)[number],
  x: ValueId,
  y: ValueId,
  places: { readonly x?: Place; readonly y?: Place; readonly dy?: Place; readonly out: Place },
): void {
  const [images, height, width, channels] = lowering.shape(x) as [number, number, number, number];
  const [, outHeight, outWidth] = lowering.shape(y) as [number, number, number, number];
  lowering.plan.emit(
    "pool",
    {
      x: null,
      y: null,
      dy: null,
      ...places,
      function: choices.POOL.indexOf(fn),
      images,
      height,
      width,
      channels,
      outHeight,
      outWidth,
      windowHeight: size[0],
      windowWidth: size[1],
      strideDown: strides[0],
      strideAcross: strides[1],
      top: padding.top,
      left: padding.left,
    },
    lowering.size(y) * size[0] * size[1],
  );
}
