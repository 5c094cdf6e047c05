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
    // Several at once scroll, so that the desk below them keeps the greater part of a small screen.
    <div className="max-h-[45%] shrink-0 overflow-y-auto">
      <MemoryBanner />
      <LostBanner />
      <StorageBanner />
      <NewerProjectBanner />
      <OtherTabBanner />
      <SetAsideBanner />
      <EngineBanner />
      <StallBanner />
      <DeviceBanner />
    </div>
  );
}
