/** Which steps depend on weights alone: done once for as long as those stay, not with every run. */
import { type Program, writesOf } from "../../graph/program.ts";
import type { Lowering } from "./lower/lowering.ts";
import type { Buffer, Step } from "./plan.ts";

export interface Parted {
  readonly still: readonly Step[];
  readonly moving: readonly Step[];
  /** What still steps leave for the others. */
  readonly kept: ReadonlySet<Buffer>;
}

/** All steps of a program that writes to state are taken with every run. */
export function partSteps(lowering: Lowering): Parted {
  const { steps } = lowering.plan;
  const moving = movingBuffers(lowering);
  const moves = ({ reads, writes }: Step) => [...reads, ...writes].some((one) => moving.has(one));
  if (writes(lowering.program)) return { still: [], moving: steps, kept: new Set() };
  const still = steps.filter((step) => !moves(step));
  const written = new Set(still.flatMap((step) => step.writes));
  const rest = steps.filter(moves);
  const results = Object.values(lowering.program.results).map((id) => lowering.place(id).buffer);
  const needed = [...rest.flatMap(({ reads }) => reads), ...results];
  return { still, moving: rest, kept: new Set(needed.filter((one) => written.has(one))) };
}

const writes = ({ nodes }: Program): boolean => nodes.some((node) => writesOf(node).length > 0);

/** Those that a feed has a part in. */
function movingBuffers(lowering: Lowering): ReadonlySet<Buffer> {
  const moving = new Set<Buffer>();
  for (const [origin, { buffer }] of lowering.fixed())
    if (origin.kind === "feed") moving.add(buffer);
  for (let before = -1; before !== moving.size; ) {
    before = moving.size;
    for (const step of lowering.plan.steps) {
      if (![...step.reads, ...step.writes].some((one) => moving.has(one))) continue;
      for (const buffer of step.writes) moving.add(buffer);
    }
  }
  return moving;
}
