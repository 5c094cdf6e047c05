/** Why a field did not take what was typed; below the field, across the grid that it stands in. */
export interface ComplaintProps {
  readonly id: string;
  /** null: nothing to say. */
  readonly text: string | null;
}

/** The live region is always there, so that screen readers hear what comes into it. */
export function Complaint({ id, text }: ComplaintProps) {
  return (
    <p id={id} role="status" className="order-last col-span-full text-small text-bad empty:hidden">
      {text}
    </p>
  );
}
