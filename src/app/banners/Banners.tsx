/** What must not be missed, whatever desk is in view. */
import { EngineLostBanner } from "./EngineLostBanner.tsx";
import { MemoryBanner } from "./MemoryBanner.tsx";
import { NewerProjectBanner } from "./NewerProjectBanner.tsx";
import { StorageBanner } from "./StorageBanner.tsx";

export function Banners() {
  return (
    <>
      <MemoryBanner />
      <StorageBanner />
      <NewerProjectBanner />
      <EngineLostBanner />
    </>
  );
}
