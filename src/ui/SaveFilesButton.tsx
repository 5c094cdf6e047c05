/** A button that makes files, which may take a while, and hands them to the browser's downloads. */
import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "./Button.tsx";
import { saveBlob } from "./saveBlob.ts";

export interface SaveFilesButtonProps {
  readonly label: string;
  /** Shown while the files are being made. */
  readonly busyLabel: string;
  /** Without its ending; further files get a number. */
  readonly fileName: string;
  readonly make: () => Promise<readonly Blob[]>;
  readonly onError: (error: unknown) => void;
}

export function SaveFilesButton({
  label,
  busyLabel,
  fileName,
  make,
  onError,
}: SaveFilesButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      for (const [at, blob] of (await make()).entries()) {
        saveBlob(blob, `${fileName}${at === 0 ? "" : ` ${at + 1}`}.zip`);
      }
    } catch (error) {
      onError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="small"
      icon={<Download size={14} aria-hidden />}
      isDisabled={isBusy}
      onPress={() => void save()}
    >
      {isBusy ? busyLabel : label}
    </Button>
  );
}
