/** Whether small pictures are enlarged smoothly or with hard pixels, on every desk. */
import { setPreferences } from "../../client/preferences.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { SegmentedControl } from "../../ui/forms/SegmentedControl.tsx";

export function ScalingControl() {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  return (
    <SegmentedControl
      label={text("generate.scaling")}
      value={isSmooth ? "smooth" : "pixels"}
      options={[
        { value: "smooth", label: text("generate.scaling.smooth") },
        { value: "pixels", label: text("generate.scaling.pixels") },
      ]}
      onChange={(scaling) => setPreferences({ smoothPixels: scaling === "smooth" })}
    />
  );
}
