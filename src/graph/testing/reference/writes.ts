/** Writing to state: the inputs named as state change in place. */
import type { Numbers, Rules } from "./numbers.ts";

export const writes: Rules<"assign" | "movingAverage" | "adam"> = {
  assign: (_, inputs) => {
    const [state, value] = inputs as [Numbers, Numbers];
    state.data.set(value.data);
  },

  movingAverage: ({ momentum }, inputs) => {
    const [state, value] = inputs as [Numbers, Numbers];
    state.data.forEach((old, at) => {
      state.data[at] = momentum * old + (1 - momentum) * (value.data[at] as number);
    });
  },

  adam: ({ beta1, beta2, epsilon }, inputs) => {
    const [updates, learningRate, ...slots] = inputs as [Numbers, Numbers, ...Numbers[]];
    const t = (updates.data[0] as number) + 1;
    updates.data[0] = t;
    for (let group = 0; group < slots.length; group += 4) {
      const parts = slots.slice(group, group + 4) as [Numbers, Numbers, Numbers, Numbers];
      const [parameter, gradient, m, v] = parts.map(({ data }) => data) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      gradient.forEach((g, at) => {
        const first = beta1 * (m[at] as number) + (1 - beta1) * g;
        const second = beta2 * (v[at] as number) + (1 - beta2) * g * g;
        m[at] = first;
        v[at] = second;
        const move = first / (1 - beta1 ** t) / (Math.sqrt(second / (1 - beta2 ** t)) + epsilon);
        parameter[at] = (parameter[at] as number) - (learningRate.data[0] as number) * move;
      });
    }
  },
};
