import { expect, it } from "vitest";
import type { Text } from "../../messages/text.ts";
import { timeLeftText } from "./duration.ts";

const said = (id: string, values: object = {}) =>
  [id.replace("time.", ""), ...Object.values(values)].join(" ");
const text: Text = Object.assign(said, { stated: (id: string) => id, locale: "en" as const });

it.each([
  [10, "moment"],
  [50, "about wholeMinutes 1"],
  [8 * 60, "about wholeMinutes 8"],
  [21.6 * 60, "about wholeMinutes 20"],
  [58 * 60, "about wholeHours 1"],
  [100 * 60, "about hours 1 30"],
  [170 * 60, "about wholeHours 3"],
  [7.4 * 3600, "about wholeHours 7"],
  [50 * 3600, "about days 2 2"],
])("rounds %d s to %s", (seconds, words) => expect(timeLeftText(text, seconds)).toBe(words));
