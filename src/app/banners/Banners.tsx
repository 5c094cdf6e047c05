/** What must not be missed, whatever desk is in view. */
import { EngineLostBanner } from "./EngineLostBanner.tsx";
import { MemoryBanner } from "./MemoryBanner.tsx";

export function Banners() {
  return (
    <>
      <MemoryBanner />
      <EngineLostBanner />
    </>
  );
}
