/** The one button: `primary` once a desk, `quiet` for the rest, `danger` for what removes, `icon` for a lone icon. */
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { classNames } from "../classNames.ts";

export type ButtonVariant = "primary" | "quiet" | "danger" | "icon" | "bare";

export interface ButtonProps
  extends Pick<
    AriaButtonProps,
    | "aria-label"
    | "aria-describedby"
    | "aria-expanded"
    | "aria-haspopup"
    | "aria-pressed"
    | "autoFocus"
    | "isDisabled"
    | "onPress"
    | "slot"
    | "type"
    | "id"
  > {
  readonly variant?: ButtonVariant;
  /** `small`: 28 px high, for cards and rows. */
  readonly size?: "normal" | "small";
  /** Before the words. */
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}

const looks: Record<ButtonVariant, string> = {
  primary:
    "bg-accent text-accent-ink font-semibold data-hovered:bg-accent-hover border border-transparent",
  quiet: "bg-raised text-ink border border-line data-hovered:bg-hover data-hovered:border-edge",
  danger: "bg-transparent text-bad border border-line data-hovered:border-bad",
  icon: "bg-transparent text-muted border border-transparent data-hovered:bg-hover data-hovered:text-ink",
  bare: "bg-transparent text-ink border border-transparent data-hovered:bg-hover",
};

const sizes = {
  normal: { text: "h-8 px-3 gap-2", icon: "size-8" },
  small: { text: "h-7 px-2 gap-1.5 text-small", icon: "size-7" },
};

export function Button(props: ButtonProps) {
  const { variant = "quiet", size = "normal", icon, children, className, ...rest } = props;
  return (
    <AriaButton
      {...rest}
      className={classNames(
        "inline-flex shrink-0 cursor-pointer select-none items-center justify-center rounded-control",
        "whitespace-nowrap transition-colors data-disabled:cursor-default data-disabled:opacity-45",
        sizes[size][variant === "icon" ? "icon" : "text"],
        looks[variant],
        className,
      )}
    >
      {icon}
      {children}
    </AriaButton>
  );
}
