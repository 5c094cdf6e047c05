/** Where the focus goes, and what is waited for, when a notice is used or put aside. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { notify } from "../client/notices.ts";
import { eventually } from "../lib/testing/eventually.ts";
import { useAppStore } from "../state/store.ts";
import { mount } from "../ui/testing/mount.tsx";
import { Notices } from "./Notices.tsx";

const shown = () => useAppStore.getState().notices.map(({ message }) => message);
const undoable = {
  tone: "info",
  message: "notice.imported",
  values: { count: 1 },
  undo: true,
} as const;
const plain = { tone: "bad", message: "error.StorageFailed" } as const;
let unmount: () => void;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
  useAppStore.setState({ notices: [] });
  unmount = await mount(
    <>
      <main tabIndex={-1}>Desk</main>
      <Notices />
    </>,
  );
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  unmount();
});

const pressed = async (name: string) => {
  const button = page.getByRole("button", { name }).first();
  await expect.element(button).toBeVisible();
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
};

it.each(["Undo", "Dismiss"])(
  "goes by %s with the focus on the desk, and later ones go in time",
  async (name) => {
    notify(undoable);
    await pressed(name);
    await eventually(() => expect(shown()).toEqual([]));
    expect(document.activeElement).toBe(document.querySelector("main"));
    notify(plain);
    vi.advanceTimersByTime(11_000);
    expect(shown()).toEqual([]);
  },
);

it("hands the focus of the keyboard to the next one, which waits then", async () => {
  notify(plain);
  notify(undoable);
  await pressed("Dismiss");
  expect(shown()).toEqual([undoable.message]);
  expect(document.activeElement).toHaveTextContent("Undo");
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual([undoable.message]);
  document.querySelector("main")?.focus();
  vi.advanceTimersByTime(11_000);
  expect(shown()).toEqual([]);
});

it("waits for nobody once one was put aside under the pointer", async () => {
  notify(undoable);
  await page.getByRole("button", { name: "Undo" }).click();
  notify(plain);
  vi.advanceTimersByTime(11_000);
  expect(shown()).toEqual([]);
});
