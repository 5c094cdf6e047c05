/** Chance and data. */
import type { ValueId } from "../../../graph/program.ts";
import { choices } from "../steps.ts";
import type { Lowering, Rules } from "./lowering.ts";

export const chance: Rules<"random" | "dropoutMask" | "patchBatch"> = {
  random: (lowering, { op: { distribution, stream }, inputs, outputs }) =>
    emitChance(lowering, distribution, inputs[0] as ValueId, outputs[0] as ValueId, stream),
  dropoutMask: (lowering, { op: { rate, stream }, inputs, outputs }) =>
    emitChance(lowering, "mask", inputs[0] as ValueId, outputs[0] as ValueId, stream, rate),
  patchBatch: (lowering, { op: { size }, inputs, outputs }) => {
    const [[packed, table], [to]] = [inputs as [ValueId, ValueId], outputs as [ValueId]];
    lowering.plan.emit(
      "patchBatch",
      {
        packed: lowering.place(packed),
        table: lowering.place(table),
        to: lowering.place(to),
        images: lowering.shape(table)[0] as number, // [B, 10]
        size,
        patches: lowering.size(packed) / size ** 2,
      },
      lowering.size(to) * 5,
    );
  },
};

function emitChance(
  lowering: Lowering,
  kind: (typeof choices.CHANCE)[number],
  clock: ValueId,
  to: ValueId,
  stream: number,
  rate = 0,
): void {
  const count = lowering.size(to);
  lowering.plan.emit(
    "chance",
    {
      clock: lowering.place(clock),
      to: lowering.place(to),
      count,
      stream,
      kind: choices.CHANCE.indexOf(kind),
      rate,
    },
    count * (kind === "normal" ? 6 : 3),
  );
}
