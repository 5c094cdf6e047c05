/** A length of time in words, as coarse as one wants to read it. */
import type { Text } from "../messages/text.ts";

/** "48 s", "3 min 5 s", "2 h 10 min"; rounds to whole seconds. */
export function durationText(text: Text, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [days, hours] = [Math.floor(whole / 86_400), Math.floor(whole / 3_600)];
  const minutes = Math.floor(whole / 60);
  if (days > 0) return text("time.days", { days, hours: hours % 24 });
  if (hours > 0) return text("time.hours", { hours, minutes: minutes % 60 });
  if (minutes > 0) return text("time.minutes", { minutes, seconds: whole % 60 });
  return text("time.seconds", { seconds: whole });
}
