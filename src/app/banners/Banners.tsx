/** What must not be missed, whatever desk is in view. */
import { DeviceBanner } from "./DeviceBanner.tsx";
import { EngineBanner } from "./EngineBanner.tsx";
import { MemoryBanner } from "./MemoryBanner.tsx";
import { NewerProjectBanner } from "./NewerProjectBanner.tsx";
import { OtherTabBanner } from "./OtherTabBanner.tsx";
import { SetAsideBanner } from "./SetAsideBanner.tsx";
import { StorageBanner } from "./StorageBanner.tsx";

export function Banners() {
  return (
    <>
      <MemoryBanner />
      <StorageBanner />
      <NewerProjectBanner />
      <OtherTabBanner />
      <SetAsideBanner />
      <EngineBanner />
      <DeviceBanner />
    </>
  );
}
