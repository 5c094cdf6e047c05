/** Says beside a figure that photos are missing in it. */
import { useText } from "../../messages/text.ts";

/** @param count of the photos that could not be read */
export function NotCounted({ count }: { readonly count: number }) {
  const text = useText();
  if (count <= 0) return null;
  return <p className="text-small text-muted">{text("train.notCounted", { count })}</p>;
}
