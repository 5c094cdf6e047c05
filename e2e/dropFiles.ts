/** Real drag and drop: the browser's own drag events with files and folders from the disk. */
import type { Locator, Page } from "@playwright/test";

/**
 * Drags files or folders from outside the browser onto an element and lets go.
 * @param paths   absolute; a folder travels with everything in it
 * @param onHover called while the files hang over the element
 */
export async function dropFiles(
  page: Page,
  target: Locator,
  paths: readonly string[],
  onHover?: () => Promise<void>,
): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error("Nothing to drop on");
  const devtools = await page.context().newCDPSession(page);
  const send = (type: "dragEnter" | "dragOver" | "drop") =>
    devtools.send("Input.dispatchDragEvent", {
      type,
      x: box.x + box.width / 2,
      y: box.y + Math.min(box.height / 2, 100),
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  await send("dragEnter");
  await send("dragOver");
  await onHover?.();
  await send("drop");
  await devtools.detach();
}
