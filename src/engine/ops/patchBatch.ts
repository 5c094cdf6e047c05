/** A batch out of resident patches, moved and coloured on the device as a table of numbers says. */
import * as tf from "@tensorflow/tfjs";
import { type PatchColumn, patchColumns } from "../../graph/patchTable.ts";
import { defineKernel } from "./defineKernel.ts";
import { toGrey, unpackPixels } from "./pixels.ts";

interface BatchInputs {
  /** [N, size · size] int32; B · size² ≤ 2²⁴, so that indices are exact in float32 */
  readonly packed: tf.Tensor;
  /** [B, 10], see `patchColumns` */
  readonly table: tf.Tensor;
}

const make = defineKernel<BatchInputs, { readonly size: number }>(
  "LoomPatchBatch",
  ({ packed, table }, { size }) => {
    const rows = tf.gather(packed, column(table, "patch").flatten().toInt());
    const images = unpackPixels(movePixels(rows as tf.Tensor2D, table, size));
    return shiftColours(images, table);
  },
);

/** @returns images [B, size, size, 3] in [-1, 1]; sync, inside `tf.tidy` */
export function patchBatch(packed: tf.Tensor2D, table: tf.Tensor2D, size: number): tf.Tensor4D {
  return make({ packed, table }, { size })[0] as tf.Tensor4D;
}

/** [B, 1, 1] */
function column(table: tf.Tensor, name: PatchColumn): tf.Tensor3D {
  const batch = table.shape[0] as number; // rank 2
  return tf.slice(table, [0, patchColumns.indexOf(name)], [batch, 1]).reshape([batch, 1, 1]);
}

/** [B, size · size] → [B, size, size], each image through its own map. */
function movePixels(rows: tf.Tensor2D, table: tf.Tensor, size: number): tf.Tensor3D {
  const batch = rows.shape[0];
  const y = tf.range(0, size).reshape([1, size, 1]);
  const x = tf.range(0, size).reshape([1, 1, size]);
  const place = (start: PatchColumn, byRow: PatchColumn, byColumn: PatchColumn) => {
    const at = y
      .mul(column(table, byRow))
      .add(x.mul(column(table, byColumn)))
      .add(column(table, start)); // [B, size, size]
    const turns = at
      .add(0.5)
      .mul(1 / size)
      .floor();
    return at.sub(turns.mul(size));
  };
  const image = tf
    .range(0, batch)
    .mul(size * size)
    .reshape([batch, 1, 1]);
  const source = place("y0", "yy", "yx")
    .mul(size)
    .add(place("x0", "xy", "xx"))
    .add(image);
  return tf.gather(rows.flatten(), source.toInt().flatten()).reshape([batch, size, size]);
}

function shiftColours(images: tf.Tensor4D, table: tf.Tensor): tf.Tensor4D {
  const batch = images.shape[0];
  const factor = (name: PatchColumn) => column(table, name).reshape([batch, 1, 1, 1]);
  const faded = images.add<tf.Tensor4D>(toGrey(images).sub(images).mul(factor("grey")));
  const mean = faded.reshape([batch, -1]).mean(1).reshape([batch, 1, 1, 1]);
  const stretched = faded.sub(mean).mul(factor("contrast")).add(mean);
  return stretched.add(factor("brightness")).clipByValue(-1, 1) as tf.Tensor4D;
}
