/** What must not be missed, whatever desk is in view. */
import { DeviceBanner } from "./DeviceBanner.tsx";
import { EngineBanner } from "./EngineBanner.tsx";
import { LostBanner } from "./LostBanner.tsx";
import { MemoryBanner } from "./MemoryBanner.tsx";
import { NewerProjectBanner } from "./NewerProjectBanner.tsx";
import { OtherTabBanner } from "./OtherTabBanner.tsx";
import { SetAsideBanner } from "./SetAsideBanner.tsx";
import { StallBanner } from "./StallBanner.tsx";
import { StorageBanner } from "./StorageBanner.tsx";

export function Banners() {
  return (
    <>
      <MemoryBanner />
      <LostBanner />
      <StorageBanner />
      <NewerProjectBanner />
      <OtherTabBanner />
      <SetAsideBanner />
      <EngineBanner />
      <StallBanner />
      <DeviceBanner />
    </>
  );
}
