/** A button of the run in view; where room is short its icon, or icon and letter, stand for its words. */
import type { ReactNode } from "react";
import { Hint } from "../../../ui/feedback/Hint.tsx";
import { Button } from "../../../ui/forms/Button.tsx";

export interface ActionButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Room is short. */
  readonly isCompact: boolean;
  /** Beside the icon where room is short. */
  readonly letter?: string;
  /** Says more than the label; without it the label is shown where the words are not. */
  readonly hint?: string;
  readonly isDisabled: boolean;
  readonly describedBy?: string | undefined;
  readonly onPress: () => void;
}

export function ActionButton(props: ActionButtonProps) {
  const { label, icon, isCompact, letter, hint, isDisabled, describedBy, onPress } = props;
  const button = (
    <Button
      icon={icon}
      aria-label={label}
      isDisabled={isDisabled}
      {...(describedBy !== undefined && { "aria-describedby": describedBy })}
      onPress={onPress}
      className={isCompact ? "gap-1! px-2!" : undefined}
    >
      {isCompact ? letter : label}
    </Button>
  );
  const words = hint ?? (isCompact ? label : undefined);
  return words === undefined ? button : <Hint text={words}>{button}</Hint>;
}
