/** Offers to take everything out of the browser, where its storage cannot be relied on. */
import { notifyError } from "../../client/notices.ts";
import { whatIsStored } from "../../client/rescue.ts";
import { useText } from "../../messages/text.ts";
import { SaveFilesButton } from "../../ui/files/SaveFilesButton.tsx";

export function SaveCopyButton() {
  const text = useText();
  return (
    <SaveFilesButton
      label={text("storage.saveCopy")}
      busyLabel={text("storage.saving")}
      fileName={text("storage.fileName")}
      make={() => whatIsStored()}
      onError={notifyError}
    />
  );
}
