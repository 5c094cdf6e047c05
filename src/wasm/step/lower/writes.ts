/** Writing to state. */
import type { ValueId } from "../../../graph/program.ts";
import { copyValue, emitFunction } from "./elementwise.ts";
import type { Rules } from "./lowering.ts";

export const writes: Rules<"assign" | "movingAverage" | "adam"> = {
  assign: (lowering, { inputs }) => {
    const [state, value] = inputs as [ValueId, ValueId];
    copyValue(lowering, value, state);
  },

  movingAverage: (lowering, { op: { momentum }, inputs }) => {
    const [state] = inputs as [ValueId, ValueId];
    const operands = inputs.map((id) => lowering.operand(id));
    emitFunction(lowering, "movingAverage", operands, state, momentum);
  },

  adam: (lowering, { op: { beta1, beta2, epsilon }, inputs }) => {
    const [updates, learningRate, ...slots] = inputs as [ValueId, ValueId, ...ValueId[]];
    const places = { updates: lowering.place(updates), learningRate: lowering.place(learningRate) };
    for (let group = 0; group < slots.length; group += 4) {
      const [parameter, gradient, m, v] = slots.slice(group, group + 4) as [
        ValueId,
        ValueId,
        ValueId,
        ValueId,
      ];
      lowering.plan.emit(
        "adam",
        {
          ...places,
          parameter: lowering.place(parameter),
          gradient: lowering.place(gradient),
          m: lowering.place(m),
          v: lowering.place(v),
          count: lowering.size(parameter),
          beta1,
          beta2,
          epsilon,
        },
        lowering.size(parameter) * 1.2,
      );
    }
    const counter = { place: places.updates, shape: [1] };
    emitFunction(lowering, "increment", [counter], counter);
  },
};
