/** Chance and data. */
import { normals, uniforms } from "../../../lib/philox.ts";
import { type PatchColumn, patchColumns } from "../../patchTable.ts";
import type { Numbers, Rules } from "./numbers.ts";

export const chance: Rules<"random" | "patchBatch"> = {
  random: ({ distribution, stream }, inputs, outputs) => {
    const [[clock], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    const draw = distribution === "normal" ? normals : uniforms;
    out.data.set(draw(out.data.length, clockOf(clock), stream));
  },

  patchBatch: ({ size }, inputs, outputs) => {
    const [[packed, table], [out]] = [inputs as [Numbers, Numbers], outputs as [Numbers]];
    const columns = patchColumns.length;
    const length = size * size * 3;
    for (let image = 0; image < (table.shape[0] as number); image++) {
      const row = table.data.subarray(image * columns, (image + 1) * columns);
      out.data.set(patch(packed.data, row, size), image * length);
    }
  },
};

function clockOf({ data }: Numbers): { seed: number; step: number } {
  return { seed: data[0] as number, step: data[1] as number }; // shape [2]
}

/** One image by one row of the table, as `patchTable.ts` states it. */
function patch(packed: Float64Array, row: Float64Array, size: number): Float64Array {
  const column = (name: PatchColumn) => row[patchColumns.indexOf(name)] as number;
  const first = column("patch") * size * size;
  const out = new Float64Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const fromY = modulo(column("y0") + column("yy") * y + column("yx") * x, size);
      const fromX = modulo(column("x0") + column("xy") * y + column("xx") * x, size);
      const pixel = packed[first + fromY * size + fromX] as number;
      const colours = [0, 8, 16].map((shift) => ((pixel >> shift) & 255) / 127.5 - 1);
      const [r, g, b] = colours as [number, number, number];
      const luma = 0.299 * r + 0.587 * g + 0.114 * b;
      colours.forEach((colour, channel) => {
        out[(y * size + x) * 3 + channel] = colour + column("grey") * (luma - colour);
      });
    }
  }
  const mean = out.reduce((total, value) => total + value, 0) / out.length;
  return out.map((value) => {
    const shifted = mean + column("contrast") * (value - mean) + column("brightness");
    return Math.min(Math.max(shifted, -1), 1);
  });
}

function modulo(value: number, side: number): number {
  return ((value % side) + side) % side;
}
