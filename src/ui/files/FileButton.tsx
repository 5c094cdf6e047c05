/** A button that asks for files, or for a folder with everything in it. */
import { type ReactNode, useRef } from "react";
import { Button, type ButtonVariant } from "../forms/Button.tsx";
import { type Dropped, readInput } from "./droppedFiles.ts";

export interface FileButtonProps {
  readonly label: string;
  /** File types to offer, e.g. "image/*". Ignored for folders. */
  readonly accept?: string;
  readonly isFolder?: boolean;
  readonly isMultiple?: boolean;
  readonly onFiles: (dropped: Dropped) => void;
  readonly variant?: ButtonVariant;
  readonly size?: "normal" | "small";
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean;
}

export const imageTypes = "image/png,image/jpeg,image/webp,image/avif,image/gif,image/bmp";

export function FileButton(props: FileButtonProps) {
  const { label, accept = imageTypes, isFolder = false, isMultiple = true, onFiles } = props;
  const { variant = "quiet", size = "normal", icon, isDisabled = false } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={variant}
        size={size}
        icon={icon}
        isDisabled={isDisabled}
        {...(variant === "icon" ? { "aria-label": label } : {})}
        onPress={() => input.current?.click()}
      >
        {variant === "icon" ? null : label}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={label}
        tabIndex={-1}
        hidden
        multiple={isMultiple || isFolder}
        {...(isFolder ? { webkitdirectory: "" } : { accept })}
        onChange={(event) => {
          const dropped = readInput(event.currentTarget);
          event.currentTarget.value = ""; // so that the same files can be chosen again
          if (dropped.files.length > 0) onFiles(dropped);
        }}
      />
    </>
  );
}
