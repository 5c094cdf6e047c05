/** From a program's nodes to steps, each by the rule of its operation. */
import type { Node, Op, Program, ValueId } from "../../../graph/program.ts";
import { fusionsOf } from "../epilogues.ts";
import { axes } from "./axes.ts";
import { chance } from "./chance.ts";
import { conv, convFilterGradient, convInputGradient } from "./convolutions.ts";
import { elementwise } from "./elementwise.ts";
import { layout } from "./layout.ts";
import { Lowering, type NodeOf, type Rule, type Rules } from "./lowering.ts";
import { norms } from "./norms.ts";
import { pools } from "./pools.ts";
import { matMul } from "./products.ts";
import { tiledOf, winograd } from "./winograd.ts";
import { writes } from "./writes.ts";

const products = { matMul, conv, convInputGradient };

const rules: Rules<Op["name"]> = {
  ...elementwise,
  ...layout,
  ...axes,
  ...pools,
  ...norms,
  ...chance,
  ...writes,
  ...products,
  convFilterGradient,
};

/** Throws `Unsupported` where the program holds something that cannot be run. */
export function lower(program: Program, threads: number): Lowering {
  const lowering = new Lowering(program, threads);
  const tiled = tiledOf(program);
  const fusions = fusionsOf(program, tiled);
  program.values.forEach(({ origin }, id: ValueId) => {
    if (origin.kind === "state" || origin.kind === "feed") lowering.place(id);
  });
  program.nodes.forEach((node, at) => {
    const fused = fusions.products.get(at);
    if (fused) {
      const { product, epilogue } = fused;
      const rule = products[product.op.name as keyof typeof products] as typeof conv; // a product
      (tiled.has(product) ? winograd : rule)(lowering, product as never, epilogue);
    } else if (tiled.has(node) && !fusions.absorbed.has(at)) {
      winograd(lowering, node as NodeOf<"conv">);
    } else if (!fusions.absorbed.has(at)) lowerNode(lowering, node);
  });
  return lowering;
}

function lowerNode(lowering: Lowering, node: Node): void {
  const rule = rules[node.op.name] as Rule<Op["name"]>;
  rule(lowering, node);
}
