/** The mark of a class: a little square of its colour. */
export function ColourMark({ colour }: { readonly colour: string }) {
  return (
    <span
      aria-hidden
      className="size-3 shrink-0 rounded-[3px]"
      style={{ backgroundColor: colour }}
    />
  );
}
