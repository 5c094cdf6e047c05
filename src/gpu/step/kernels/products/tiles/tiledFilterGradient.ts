/** The gradient for the filter as a product of tiles: (taps × channels in) × pixels × channels out. */
import { sizeOf } from "../../../../../graph/program.ts";
import type { Group } from "../../../plan/fuse.ts";
import { type Lanes, typeOf } from "../../../wgsl/words.ts";
import type { Dispatch, Workbench } from "../../workbench.ts";
import { flopOf, type Geometry } from "../geometry.ts";
import type { FilterTask } from "../tasks.ts";
import { loadFours } from "./loads.ts";
import { tiled } from "./tiled.ts";

export function tiledFilterGradient(task: FilterTask, group: Group, bench: Workbench): Dispatch[] {
  const { geometry, x, dy } = task;
  const { filter, y } = geometry;
  const inLanes: Lanes = filter[2] % 4 === 0 ? 4 : 1;
  const outLanes: Lanes = filter[3] % 4 === 0 ? 4 : 1;
  return tiled(
    {
      label: group.root.op.name,
      rows: filter[0] * filter[1] * filter[2],
      columns: filter[3],
      depth: y[0] * y[1] * y[2],
      phases: 1,
      a: { along: "side", load: loadFours("imageAt", "side", inLanes) },
      b: { along: "side", load: loadFours("gradientAt", "side", outLanes) },
      outputRow: "return row;",
      lanes: outLanes,
      flop: flopOf(geometry),
    },
    sizeOf(filter),
    (kernel) => {
      const image = kernel.bind(x, typeOf("float32", inLanes), "read");
      const gradient = kernel.bind(dy, typeOf("float32", outLanes), "read");
      kernel.declare(imageFunction(geometry, image, inLanes));
      kernel.declare(gradientFunction(geometry, gradient, outLanes));
    },
    group,
    bench,
  );
}

/** `imageAt(side, depth)`: x under tap and channel number `side` for pixel `depth`; 0 beyond its ends. */
function imageFunction(geometry: Geometry, array: string, lanes: Lanes): string {
  const { x, filter, y, strides, before } = geometry;
  const type = typeOf("float32", lanes);
  return `fn imageAt(side: i32, depth: i32) -> ${type} {
  let tap = side / ${filter[2]};
  let py = depth / ${y[2]} % ${y[1]} * ${strides[0]} - ${before[0]} + tap / ${filter[1]};
  let px = depth % ${y[2]} * ${strides[1]} - ${before[1]} + tap % ${filter[1]};
  let image = depth / ${y[1] * y[2]};
  let isInside = (u32(py) < ${x[1]}u) & (u32(px) < ${x[2]}u) & (image < ${x[0]})
    & (tap < ${filter[0] * filter[1]});
  let at = ((image * ${x[1]} + py) * ${x[2]} + px) * ${x[3]} + side % ${filter[2]};
  return select(${type}(), ${array}[select(0, at / ${lanes}, isInside)], isInside);
}`;
}

/** `gradientAt(side, depth)`: dy of pixel `depth` in channel `side`; 0 beyond its ends. */
function gradientFunction({ y }: Geometry, array: string, lanes: Lanes): string {
  const type = typeOf("float32", lanes);
  return `fn gradientAt(side: i32, depth: i32) -> ${type} {
  let isInside = (depth < ${y[0] * y[1] * y[2]}) & (side < ${y[3]});
  return select(${type}(), ${array}[select(0, (depth * ${y[3]} + side) / ${lanes}, isInside)], isInside);
}`;
}
