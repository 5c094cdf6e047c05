/** What is read where a film cannot be made a GIF. */
import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { SaveFilm } from "../panels/train/film/SaveFilm.tsx";
import { inBothLanguages, mount } from "../ui/testing/mount.tsx";
import { Notices } from "./Notices.tsx";

const words = {
  en: {
    save: "Save the pictures",
    gif: "Film (GIF)",
    told: "The GIF could not be made.",
    way: "close other tabs",
  },
  zh: {
    save: "保存图片",
    gif: "影片（GIF）",
    told: "无法制作 GIF。",
    way: "请关闭其他标签页后再试",
  },
};

it("is said with what to do", async () => {
  const sheet = await createImageBitmap(new ImageData(8, 8));
  const shape = { columns: 1, rows: 1 };
  const frames = [0, 1].map((step) => ({ step, picture: new Blob(["no picture"]), ...shape }));
  const unmount = await mount(
    <>
      <SaveFilm runId="r" frames={frames} shown={{ step: 1, sheet, ...shape }} />
      <Notices />
    </>,
  );
  await inBothLanguages(words, async ({ save, gif, told, way }) => {
    await page.getByRole("button", { name: save }).click();
    await page.getByRole("menuitem", { name: gif }).click();
    await expect.element(page.getByText(told).first()).toHaveTextContent(way);
  });
  unmount();
});
