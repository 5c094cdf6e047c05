/** A finger, by way of the browser's own protocol: what it does to a page is what a real one does. */
import type { Locator, Page } from "@playwright/test";

/** Puts a finger on the middle of an element and moves it by so many CSS px, in small moves; none is a tap. */
export async function swipe(
  page: Page,
  on: Locator,
  by: { readonly x: number; readonly y: number },
): Promise<void> {
  const box = await on.boundingBox();
  if (!box) throw new Error("There is nothing to put a finger on");
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [from] });
  const moves = by.x === 0 && by.y === 0 ? 0 : 12;
  for (let move = 1; move <= moves; move++) {
    const at = { x: from.x + (by.x * move) / moves, y: from.y + (by.y * move) / moves };
    await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [at] });
  }
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.detach();
}
