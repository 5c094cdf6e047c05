/** What kernel families are given and what they make. */
import type { DType, Value, ValueId } from "../../../graph/program.ts";
import type { Group, Plan } from "../plan/fuse.ts";
import { isPointwise } from "../plan/pointwise.ts";
import type { Operand } from "../plan/steps.ts";
import { elementOf } from "../wgsl/elements.ts";
import { Expressions, type Subject } from "../wgsl/expressions.ts";
import type { Binding, KernelText, Size3, StorageId } from "../wgsl/kernelText.ts";
import type { Scope } from "../wgsl/scope.ts";

/** The device, as far as kernels are chosen by it. */
export interface Target {
  /** Emulated on the processor: threads are few, workgroup memory and barriers cost. */
  readonly isSoftware: boolean;
  /** Storage buffers of one kernel. */
  readonly mostBindings: number;
  /** Along one dimension of a dispatch. */
  readonly mostWorkgroups: number;
}

/** One kernel's run. */
export interface Dispatch {
  /** Kernel family and part, for profiles. */
  readonly label: string;
  readonly code: string;
  /** In the order of their numbers in the code. */
  readonly bindings: readonly Binding[];
  readonly workgroups: Size3;
  /** Multiplications and additions, about. */
  readonly flop: number;
}

/** Makes the dispatches of one group. */
export type Family = (group: Group, bench: Workbench) => Dispatch[];

export class Workbench {
  readonly plan: Plan;
  readonly target: Target;
  /** Float32 numbers of memory that kernels keep for one another within a group, by storage. */
  readonly scratchSizes = new Map<StorageId, number>();

  constructor(plan: Plan, target: Target) {
    this.plan = plan;
    this.target = target;
  }

  /** Memory for so many float32 numbers. */
  scratch(size: number): StorageId {
    const id = this.plan.values.length + this.scratchSizes.size;
    this.scratchSizes.set(id, size);
    return id;
  }

  value(id: ValueId): Value {
    return this.plan.values[id] as Value; // ids are indices
  }

  dtypeOf(operand: Operand): DType {
    return this.value(operand.id).dtype;
  }

  /** What a group's kernel reads: values that are stored, inlined or computed within the group. */
  subjectOf({ root, strands }: Group): Subject {
    const steps = [root, ...strands.flatMap(({ members }) => members)];
    const own = new Map(steps.flatMap((step) => step.outputs.map((id) => [id, step])));
    return {
      values: this.plan.values,
      computed: (id) => {
        const step = this.plan.inlined(id) ?? own.get(id);
        return step && isPointwise(step) ? step : undefined;
      },
    };
  }

  expressions(kernel: KernelText, scope: Scope, group: Group): Expressions {
    return new Expressions(kernel, scope, this.subjectOf(group), elementOf);
  }
}
