/** One choice out of a few, all in sight: modes of a desk, sizes, on/off pairs. */
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { classNames } from "../classNames.ts";

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** In full where the label is short, for screen readers; begins with the label. */
  readonly name?: string;
  readonly isDisabled?: boolean;
}

export interface SegmentedControlProps<Value extends string> {
  /** For screen readers. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Segment<Value>[];
  readonly onChange: (value: Value) => void;
  readonly isDisabled?: boolean;
  readonly size?: "normal" | "small";
  /** Segments share the whole width. */
  readonly fill?: boolean;
  readonly className?: string;
}

export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, value, options, onChange, isDisabled = false, fill = false, className } = props;
  const height = props.size === "small" ? "h-6 px-2" : "h-7 px-2.5";
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen) onChange(chosen.value);
      }}
      className={classNames(
        "inline-flex max-w-full overflow-x-auto rounded-control border border-line bg-surface p-0.5",
        fill && "flex w-full",
        className,
      )}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          {...(option.name !== undefined && { "aria-label": option.name })}
          isDisabled={option.isDisabled ?? false}
          className={classNames(
            height,
            "shrink-0 cursor-pointer select-none whitespace-nowrap rounded-[6px] text-small text-muted transition-colors",
            "data-hovered:text-ink data-selected:bg-hover data-selected:text-ink data-selected:font-medium",
            "data-disabled:cursor-default data-disabled:opacity-45",
            fill && "flex-1",
          )}
        >
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
