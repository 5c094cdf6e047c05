/** A length of time in words, as coarse as one wants to read it. */
import type { Text } from "../../messages/text.ts";

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

/** "about 20 min", "about 1 h 30 min": a guess, no finer than it deserves. */
export function timeLeftText(text: Text, seconds: number): string {
  if (seconds < 45) return text("time.moment");
  return text("time.about", { time: roughText(text, seconds / 60) });
}

function roughText(text: Text, minutes: number): string {
  const whole = roughMinutes(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours >= 24) return text("time.days", { days: Math.floor(hours / 24), hours: hours % 24 });
  if (hours === 0) return text("time.wholeMinutes", { minutes: whole });
  return rest === 0
    ? text("time.wholeHours", { hours })
    : text("time.hours", { hours, minutes: rest });
}

/** To the minute up to ten, to five up to an hour, to thirty up to six, to the hour beyond. */
function roughMinutes(minutes: number): number {
  const unit = minutes < 10 ? 1 : minutes < 60 ? 5 : minutes < 360 ? 30 : 60;
  return Math.max(1, Math.round(minutes / unit) * unit);
}
