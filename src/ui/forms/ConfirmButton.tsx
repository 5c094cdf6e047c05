/** A button for what cannot be taken back: the first press asks, the second does it, unless it follows too fast. */
import { useEffect, useState } from "react";
import { Button } from "./Button.tsx";
import { hasteMs } from "./unhurried.ts";

export interface ConfirmButtonProps {
  readonly label: string;
  /** What the second press says. */
  readonly confirmLabel: string;
  readonly isDisabled?: boolean;
  readonly onConfirm: () => void;
}

/** How long the question stands, ms. */
const askedForMs = 5000;

export function ConfirmButton({ label, confirmLabel, isDisabled, onConfirm }: ConfirmButtonProps) {
  const [askedAt, setAskedAt] = useState<number | null>(null);
  useEffect(() => {
    if (askedAt === null) return;
    const timer = setTimeout(() => setAskedAt(null), askedForMs);
    return () => clearTimeout(timer);
  }, [askedAt]);
  const press = () => {
    const now = performance.now();
    if (askedAt !== null && now - askedAt >= hasteMs) {
      setAskedAt(null);
      onConfirm();
    } else setAskedAt(now);
  };
  const isAsked = askedAt !== null;
  return (
    <Button
      size="small"
      variant={isAsked ? "danger" : "quiet"}
      isDisabled={isDisabled ?? false}
      onPress={press}
    >
      {isAsked ? confirmLabel : label}
    </Button>
  );
}
