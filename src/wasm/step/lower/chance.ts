/** Chance and data. */
import type { ValueId } from "../../../graph/program.ts";
import { choices } from "../stepKinds.ts";
import type { Rules } from "./lowering.ts";

export const chance: Rules<"random" | "patchBatch"> = {
  random: (lowering, { op: { distribution, stream }, inputs, outputs }) => {
    const [[clock], [to]] = [inputs as [ValueId], outputs as [ValueId]];
    const count = lowering.size(to);
    lowering.plan.emit(
      "chance",
      {
        clock: lowering.place(clock),
        to: lowering.place(to),
        count,
        stream,
        kind: choices.CHANCE.indexOf(distribution),
      },
      count * (distribution === "normal" ? 6 : 3),
    );
  },
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
