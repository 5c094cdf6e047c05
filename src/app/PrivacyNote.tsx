/** "Nothing leaves this device", and what that means. */
import { ShieldCheck } from "lucide-react";
import { useText } from "../messages/text.ts";
import { Button } from "../ui/forms/Button.tsx";
import { Popup } from "../ui/layout/Popup.tsx";

export function PrivacyNote() {
  const text = useText();
  return (
    <Popup
      label={text("privacy.title")}
      trigger={
        <Button
          size="small"
          aria-label={text("privacy.short")}
          className="rounded-full bg-transparent px-2.5 font-normal"
          icon={<ShieldCheck size={14} aria-hidden className="text-muted" />}
        >
          <span className="hidden text-muted wide:inline">{text("privacy.short")}</span>
        </Button>
      }
    >
      <PrivacyText />
    </Popup>
  );
}

/** The explanation alone, also shown where the bar has no room for the note. */
export function PrivacyText() {
  const text = useText();
  return (
    <div className="flex flex-col gap-2">
      <h2 className="text-title font-semibold">{text("privacy.title")}</h2>
      <p className="text-small">{text("privacy.text")}</p>
      <p className="text-small text-muted">{text("privacy.clear")}</p>
    </div>
  );
}
