import { beforeEach, expect, it, vi } from "vitest";
import { hand, photoToShow } from "./photos.ts";

const wholePhoto = vi.hoisted(() => vi.fn());
vi.mock("../../client/photos.ts", () => ({ wholePhoto }));

const bitmap = () => ({ close: vi.fn() }) as unknown as ImageBitmap;
const [first, second] = [new Blob(["1"]), new Blob(["2"])];

beforeEach(() => wholePhoto.mockReset().mockResolvedValue("read"));

it("gives the photo that came with its verdict, once, and reads any other", async () => {
  const photo = bitmap();
  hand(first, photo);
  expect(await photoToShow(second)).toBe("read");
  expect(await photoToShow(first)).toBe(photo);
  expect(await photoToShow(first)).toBe("read"); // whoever had it has closed it
  expect(wholePhoto).toHaveBeenCalledTimes(2);
});

it("frees one that nobody asked for when the next comes", () => {
  const photo = bitmap();
  hand(first, photo);
  hand(second, bitmap());
  expect(photo.close).toHaveBeenCalledOnce();
});
