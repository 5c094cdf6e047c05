/** A button for what cannot be taken back: the first press asks, the second does it. */
import { useState } from "react";
import { Button } from "./Button.tsx";

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
  const [isAsked, setAsked] = useState(false);
  const press = () => {
    setAsked(!isAsked);
    if (isAsked) onConfirm();
    else setTimeout(() => setAsked(false), askedForMs);
  };
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
