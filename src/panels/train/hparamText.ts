/** A setting's value in words. */
import type { Text } from "../../messages/text.ts";
import type { HparamValue } from "../../protocol/spec.ts";
import { showNumber } from "../../ui/forms/hparamValue.ts";

export function hparamText(text: Text, value: HparamValue | undefined): string {
  if (typeof value === "number") return showNumber(value);
  if (typeof value === "boolean") return text(value ? "live.on" : "live.off");
  return value === undefined ? "–" : text.stated(`choice.${value}`);
}
