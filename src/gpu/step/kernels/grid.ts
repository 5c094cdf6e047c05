/** How threads are spread over workgroups. */
import type { Size3 } from "../wgsl/kernelText.ts";
import type { Target } from "./workbench.ts";

export interface Grid {
  readonly workgroups: Size3;
  /** WGSL: which workgroup this is, counted over both dimensions. */
  readonly group: string;
}

/** So many workgroups, in a second dimension where one does not hold them; some are then idle. */
export function gridOf(workgroups: number, { mostWorkgroups }: Target): Grid {
  if (workgroups <= mostWorkgroups) return { workgroups: [workgroups, 1, 1], group: "group.x" };
  const rows = Math.ceil(workgroups / mostWorkgroups);
  const columns = Math.ceil(workgroups / rows);
  return { workgroups: [columns, rows, 1], group: `(group.y * ${columns}u + group.x)` };
}
