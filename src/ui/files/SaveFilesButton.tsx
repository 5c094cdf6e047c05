/** A button that makes an archive of files, which may take a while, and hands it to the browser's downloads. */
import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "../forms/Button.tsx";
import { saveBlob } from "./saveBlob.ts";

export interface SaveFilesButtonProps {
  readonly label: string;
  /** Shown while the files are being made. */
  readonly busyLabel: string;
  /** Without its ending. */
  readonly fileName: string;
  readonly make: () => Promise<Blob>;
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
      saveBlob(await make(), `${fileName}.zip`);
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
