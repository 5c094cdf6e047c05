import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { mount } from "../testing/mount.tsx";
import { MapPicture } from "./MapPicture.tsx";

it("draws a map's own pixels, and says what it shows", async () => {
  const values = Float32Array.of(0, 1, 1, 0, 0.5, 0);
  const map = { kind: "height", width: 3, height: 2, channels: 1, range: [0, 1], values } as const;
  const unmount = await mount(<MapPicture map={map} label="How high" />);
  const picture = page.getByRole("img", { name: "How high" });
  await expect.element(picture).toBeVisible();
  const shown = picture.element() as HTMLCanvasElement;
  const { data } = shown.getContext("2d")?.getImageData(0, 0, 3, 2) ?? { data: [] };
  expect([...data].filter((_, at) => at % 4 === 0)).toEqual([0, 255, 255, 0, 128, 0]);
  unmount();
});
