/** Stands for a picture that cannot be shown. */
import { ImageOff } from "lucide-react";
import { classNames } from "../classNames.ts";

export interface NoPictureProps {
  /** Of what there is none; empty for decoration. */
  readonly label: string;
  readonly className?: string | undefined;
}

export function NoPicture({ label, className }: NoPictureProps) {
  return (
    <span
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      className={classNames(
        "flex items-center justify-center border border-line text-muted",
        className,
      )}
    >
      <ImageOff size={16} aria-hidden />
    </span>
  );
}
