/** Why a field did not take what was typed; below the field, across the grid that it stands in. */
import { classNames } from "../classNames.ts";

export interface ComplaintProps {
  readonly id: string;
  /** null: nothing to say. */
  readonly text: string | null;
  /** Below the field, over what comes next: where the field stands in no grid. */
  readonly floats?: boolean;
}

/** The live region is always there, so that screen readers hear what comes into it. */
export function Complaint({ id, text, floats = false }: ComplaintProps) {
  return (
    <p
      id={id}
      role="status"
      className={classNames(
        "text-small text-bad empty:hidden",
        floats
          ? "absolute top-full right-0 z-20 mt-1 w-56 rounded-control border border-bad bg-surface px-2 py-1"
          : "order-last col-span-full",
      )}
    >
      {text}
    </p>
  );
}
