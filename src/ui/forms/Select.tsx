/** One choice out of many, in a list that opens. */
import { Check, ChevronDown } from "lucide-react";
import {
  Button as AriaButton,
  Select as AriaSelect,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from "react-aria-components";
import { classNames } from "../classNames.ts";
import { InfoHint } from "../feedback/Hint.tsx";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** A second, quieter line. */
  readonly note?: string;
  readonly isDisabled?: boolean;
}

export interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** The label is for screen readers only. */
  readonly hideLabel?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

export function Select(props: SelectProps) {
  const { label, value, options, onChange, hint, hideLabel = false, isDisabled = false } = props;
  return (
    <AriaSelect
      {...(hideLabel ? { "aria-label": label } : {})}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isDisabled={isDisabled}
      className={classNames(
        "grid items-center gap-x-2",
        !hideLabel && "grid-cols-[minmax(0,6.5rem)_minmax(0,1fr)]",
        props.className,
      )}
    >
      {!hideLabel && (
        <span className="flex min-w-0 items-center gap-1 text-small">
          <Label className="min-w-0 leading-tight">{label}</Label>
          {hint && <InfoHint about={label} text={hint} />}
        </span>
      )}
      <AriaButton className="flex h-8 min-w-0 cursor-pointer items-center justify-between gap-2 rounded-control border border-edge bg-surface px-2.5 text-left text-small data-disabled:opacity-45 data-hovered:bg-raised">
        <SelectValue className="min-w-0 truncate">{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown size={14} aria-hidden className="shrink-0 text-muted" />
      </AriaButton>
      <Popover className="min-w-(--trigger-width) max-w-80 overflow-auto rounded-control border border-line bg-surface p-1">
        <ListBox>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              isDisabled={option.isDisabled ?? false}
              className="group flex min-h-8 cursor-pointer items-center gap-2 rounded-[6px] px-2 py-1 text-small outline-none data-disabled:opacity-45 data-focused:bg-hover"
            >
              <Check size={14} aria-hidden className="invisible group-data-selected:visible" />
              <span className="min-w-0">
                <span className="block">{option.label}</span>
                {option.note && (
                  <span slot="description" className="block text-label text-muted">
                    {option.note}
                  </span>
                )}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
