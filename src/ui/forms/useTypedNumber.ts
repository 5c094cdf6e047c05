/** A number that is being typed: what the field shows, what it takes, and what it says to the rest. */
import { useState } from "react";
import { readTypedNumber, type TypedNumber } from "../../lib/typedNumber.ts";
import { type Text, useText } from "../../messages/text.ts";

export interface TypedNumberProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
  /** How the value reads when nobody types, unit included. */
  readonly format: (value: number) => string;
  /** Called with what was meant, within the bounds. */
  readonly onCommit: (value: number) => void;
  /** Shown value = value × factor, e.g. 100 for percent. */
  readonly factor?: number;
}

export interface TypedNumberState {
  readonly shown: string;
  /** What the text in the field means; the value in force where it means nothing. */
  readonly meant: number;
  /** Why the last text was not taken; null where there is nothing to say. */
  readonly complaint: string | null;
  readonly type: (text: string) => void;
  /** Takes what was typed, or says why not and shows the value in force. */
  readonly commit: () => void;
  /** Forgets what was typed. @returns whether there was anything */
  readonly cancel: () => boolean;
}

interface Refused {
  readonly typed: string;
  readonly reading: TypedNumber;
  /** The value that stayed; a word about an older one is outdated. */
  readonly stayed: number;
}

export function useTypedNumber(props: TypedNumberProps): TypedNumberState {
  const { value, min, max, isWhole = false, format, onCommit, factor = 1 } = props;
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const unit = unitOf(format(value));
  const range = { min: min * factor, max: max * factor, isWhole, unit };
  const reading = typed === null ? null : readTypedNumber(typed, range);
  const meant = reading?.kind === "number" ? reading.value / factor : value;
  const commit = () => {
    if (typed === null || !reading) return;
    setTyped(null);
    const isTaken = reading.kind === "number" || reading.kind === "empty";
    setRefused(isTaken ? null : { typed: typed.trim(), reading, stayed: value });
    if (reading.kind === "number") onCommit(meant);
  };
  return {
    shown: typed ?? format(value),
    meant,
    complaint:
      refused && refused.stayed === value ? complaintOf(text, refused, { min, max, format }) : null,
    type: (next) => {
      setTyped(next);
      setRefused(null);
    },
    commit,
    cancel: () => {
      setTyped(null);
      setRefused(null);
      return typed !== null;
    },
  };
}

/** What stands behind the number: "%" of "20 %", "px" of "192 px", nothing of "2e-4". */
const unitOf = (shown: string): string => shown.replace(/^[-+−]?[\d.,\s]*\d(?:e[-+]?\d+)?\s*/i, "");

const mostShown = 24;

function complaintOf(
  text: Text,
  { typed, reading, stayed }: Refused,
  { min, max, format }: Pick<TypedNumberProps, "min" | "max" | "format">,
): string | null {
  const words = { typed: typed.slice(0, mostShown), value: format(stayed) };
  switch (reading.kind) {
    case "unclear":
      return text("number.unclear", words);
    case "ambiguous": {
      const [first, second] = reading.readings;
      return text("number.ambiguous", { ...words, first: String(first), second: String(second) });
    }
    case "notWhole":
      return text("number.notWhole", words);
    case "outOfRange":
      return text("number.outOfRange", { ...words, min: format(min), max: format(max) });
    case "number":
    case "empty":
      return null;
    default:
      return reading satisfies never;
  }
}
