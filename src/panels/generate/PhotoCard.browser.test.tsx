/** Photos that are given one after the other, and those that are still read when the card is left. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { mount } from "../../ui/testing/mount.tsx";
import { PhotoCard } from "./PhotoCard.tsx";

const picture = () => createImageBitmap(new ImageData(64, 64));
/** Answers the engine, by the name of the file that is read. */
const reads = vi.hoisted(() => new Map<string, (read: ImageBitmap) => void>());
const made = vi.hoisted(() => [] as ImageBitmap[]);

vi.mock("../../client/photos.ts", () => ({
  wholePhoto: (file: File) =>
    new Promise<ImageBitmap>((resolve) => void reads.set(file.name, resolve)),
}));
vi.mock("../../client/inference.ts", () => ({
  encode: async () => new Float32Array(2),
  generate: async () => {
    const drawn = await createImageBitmap(new ImageData(8, 8));
    made.push(drawn);
    return drawn;
  },
}));

let unmount: () => void;
beforeEach(async () => {
  reads.clear();
  made.length = 0;
  useAppStore.setState({ runs: [runOf(storedRun("r", []))] });
  unmount = await mount(<PhotoCard runId="r" />);
  await expect.element(page.getByRole("button", { name: "Start from a photo" })).toBeVisible();
});
afterEach(() => unmount());

/** As a drop does, which waits for no answer to the one before. @returns the way to answer */
async function given(name: string): Promise<() => Promise<ImageBitmap>> {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  const transfer = new DataTransfer();
  transfer.items.add(new File(["a"], name));
  if (input) input.files = transfer.files;
  input?.dispatchEvent(new Event("change", { bubbles: true }));
  await expect.poll(() => reads.has(name)).toBe(true);
  return async () => {
    const read = await picture();
    reads.get(name)?.(read);
    return read;
  };
}

const isClosed = ({ width }: ImageBitmap): boolean => width === 0;
const shown = (name: string) => page.getByRole("img", { name }).query();

it("shows the last one, also where an earlier one is read later", async () => {
  const answerFirst = await given("first.png");
  const answerSecond = await given("second.png");
  await answerSecond();
  await expect.poll(() => shown("second.png")).not.toBeNull();
  const late = await answerFirst();
  await expect.poll(() => isClosed(late)).toBe(true);
  expect(made).toHaveLength(1); // nothing is drawn of it
  expect(made.some(isClosed)).toBe(false);
  expect([shown("first.png"), shown("second.png")]).toEqual([null, expect.anything()]);
});

it("keeps nothing of what comes after it was left", async () => {
  const answer = await given("first.png");
  unmount();
  const late = await answer();
  await expect.poll(() => isClosed(late)).toBe(true);
  expect(made).toEqual([]);
});
