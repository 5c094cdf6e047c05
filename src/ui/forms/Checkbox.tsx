/** One of several things to choose; its label is for screen readers, since it stands beside what it chooses. */
import { Check } from "lucide-react";
import { Checkbox as AriaCheckbox } from "react-aria-components";

export interface CheckboxProps {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: () => void;
  readonly isDisabled?: boolean;
}

export function Checkbox({ label, isSelected, onChange, isDisabled = false }: CheckboxProps) {
  return (
    <AriaCheckbox
      aria-label={label}
      isSelected={isSelected}
      isDisabled={isDisabled}
      onChange={onChange}
      className="group -m-1 flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-thumb data-disabled:cursor-default data-disabled:opacity-45"
    >
      <span className="flex size-4 items-center justify-center rounded-thumb border border-edge bg-surface text-accent-ink group-data-selected:border-accent group-data-selected:bg-accent">
        {isSelected && <Check size={12} strokeWidth={3} aria-hidden />}
      </span>
    </AriaCheckbox>
  );
}
