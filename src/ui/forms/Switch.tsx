/** On or off. */
import { Switch as AriaSwitch } from "react-aria-components";
import { classNames } from "../classNames.ts";
import { InfoHint } from "../feedback/Hint.tsx";

export interface SwitchProps {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

export function Switch(props: SwitchProps) {
  const { label, isSelected, onChange, hint, isDisabled = false, className } = props;
  return (
    <div className={classNames("flex min-h-6 items-center justify-between gap-2", className)}>
      <span className="flex min-w-0 items-center gap-1 text-small">
        <span aria-hidden>{label}</span>
        {hint && <InfoHint about={label} text={hint} />}
      </span>
      <AriaSwitch
        aria-label={label}
        isSelected={isSelected}
        onChange={onChange}
        isDisabled={isDisabled}
        className="group flex size-auto min-h-6 cursor-pointer items-center data-disabled:cursor-default data-disabled:opacity-45"
      >
        <span className="flex h-[18px] w-8 items-center rounded-full border border-edge bg-raised px-0.5 transition-colors group-data-selected:border-accent group-data-selected:bg-accent">
          <span className="size-3 rounded-full bg-ink transition-transform group-data-selected:translate-x-[14px] group-data-selected:bg-accent-ink" />
        </span>
      </AriaSwitch>
    </div>
  );
}
