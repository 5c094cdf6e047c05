/** Takes out of a recorded program what need not be computed, or not twice. */
import { type Node, type Op, type Program, type ValueId, writesOf } from "./program.ts";

/**
 * The same results and writes with fewer nodes: equal nodes on equal inputs are merged, a reshape of a
 * reshape skips the first, a reshape or broadcast that changes nothing vanishes, and what no result
 * and no write depends on is dropped. Value ids stay; those of dropped nodes are simply not used.
 */
export function simplify(program: Program): Program {
  return withoutDead(new Merger(program).merged());
}

/** One pass over the nodes, in order. */
class Merger {
  readonly #program: Program;
  readonly #nodes: Node[] = [];
  /** Value → the earlier one that stands for it. */
  readonly #stand = new Map<ValueId, ValueId>();
  /** A reshape's output → what it shows. */
  readonly #shown = new Map<ValueId, ValueId>();
  /** By what they compute. */
  readonly #known = new Map<string, Node>();
  /** State → how often it was written so far: reads before and after a write differ. */
  readonly #writes = new Map<ValueId, number>();

  constructor(program: Program) {
    this.#program = program;
  }

  merged(): Program {
    for (const node of this.#program.nodes) this.#take(node);
    const results = Object.entries(this.#program.results).map(([name, id]) => [
      name,
      this.#now(id),
    ]);
    return {
      values: this.#program.values,
      nodes: this.#nodes,
      results: Object.fromEntries(results),
    };
  }

  #take(original: Node): void {
    const node = { ...original, inputs: this.#inputsOf(original) };
    if (this.#changesNothing(node)) {
      this.#stand.set(node.outputs[0] as ValueId, node.inputs[0] as ValueId); // one to one
      return;
    }
    if (node.op.name === "reshape") {
      this.#shown.set(node.outputs[0] as ValueId, node.inputs[0] as ValueId); // one to one
    }
    const writes = writesOf(node);
    if (writes.length === 0 && this.#repeats(node)) return;
    for (const id of writes) this.#writes.set(id, this.#version(id) + 1);
    this.#nodes.push(node);
  }

  #inputsOf({ op, inputs }: Node): ValueId[] {
    const now = inputs.map((id) => this.#now(id));
    return op.name === "reshape" ? now.map((id) => this.#shown.get(id) ?? id) : now;
  }

  #changesNothing({ op, inputs, outputs }: Node): boolean {
    if (op.name !== "reshape" && op.name !== "broadcast") return false;
    return this.#shape(inputs[0] as ValueId) === this.#shape(outputs[0] as ValueId); // one to one
  }

  /** Whether an earlier node computes the same; remembers this one where none does. */
  #repeats(node: Node): boolean {
    const inputs = node.inputs.map((id) => `${id}@${this.#version(id)}`);
    const key = `${keyOf(node.op)}(${inputs}) ${node.outputs.map((id) => this.#shape(id))}`;
    const twin = this.#known.get(key);
    if (!twin) this.#known.set(key, node);
    else {
      node.outputs.forEach((output, at) => {
        this.#stand.set(output, twin.outputs[at] as ValueId); // equal operations, as many outputs
      });
    }
    return twin !== undefined;
  }

  #now(id: ValueId): ValueId {
    return this.#stand.get(id) ?? id;
  }
  #version(id: ValueId): number {
    return this.#writes.get(id) ?? 0;
  }
  #shape(id: ValueId): string {
    const value = this.#program.values[id];
    return value ? `${value.dtype}[${value.shape}]` : "";
  }
}

function withoutDead({ values, nodes, results }: Program): Program {
  const needed = new Set(Object.values(results));
  const kept: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (writesOf(node).length === 0 && !node.outputs.some((id) => needed.has(id))) continue;
    for (const id of node.inputs) needed.add(id);
    kept.push(node);
  }
  return { values, nodes: kept.reverse(), results };
}

/** Equal for equal operations: the fields of one kind come in the same order. */
function keyOf(op: Op): string {
  return JSON.stringify(op);
}
