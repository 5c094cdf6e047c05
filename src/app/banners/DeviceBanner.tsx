/** The graphics card was lost too often: a reload brings it back, and there is a way without it. */
import { goOnWithoutDevice } from "../../client/devices.ts";
import { useText } from "../../messages/text.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Banner } from "./Banner.tsx";

export function DeviceBanner() {
  const text = useText();
  const isGivenUp = useAppStore((state) => state.deviceGivenUp !== null);
  const backend = useAppStore((state) => state.engine?.backend.backend ?? "");
  if (!isGivenUp) return null;
  return (
    <Banner words={text("banner.deviceGivenUp")}>
      <Button size="small" onPress={() => location.reload()}>
        {text("banner.reload")}
      </Button>
      <Button size="small" onPress={goOnWithoutDevice}>
        {text("banner.goOnWithout", { backend })}
      </Button>
    </Banner>
  );
}
