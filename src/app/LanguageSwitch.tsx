/** English or Chinese; each named in its own language. */
import { setPreferences } from "../client/preferences.ts";
import { useText } from "../messages/text.ts";
import { SegmentedControl } from "../ui/forms/SegmentedControl.tsx";

export function LanguageSwitch() {
  const text = useText();
  return (
    <SegmentedControl
      size="small"
      label={text("language.label")}
      value={text.locale}
      options={[
        { value: "en", label: "EN" },
        { value: "zh", label: "中文" },
      ]}
      onChange={(locale) => setPreferences({ locale })}
    />
  );
}
