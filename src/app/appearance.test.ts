/** A language whose words do not come. */
import { beforeEach, expect, it, vi } from "vitest";
import { i18n } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";

const { activate } = vi.hoisted(() => ({ activate: vi.fn() }));
vi.mock("../messages/text.ts", async (original) => ({
  ...(await original<typeof import("../messages/text.ts")>()),
  activateLocale: activate,
}));

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  vi.stubGlobal("localStorage", undefined);
});

it("is told of, and the language in use stays the one that is chosen", async () => {
  const { followPreferences } = await import("./appearance.ts");
  activate.mockImplementation(async (locale: "en" | "zh") => {
    if (locale === "zh") throw new TypeError("Failed to fetch");
    i18n.loadAndActivate({ locale, messages: {} });
  });
  useAppStore.setState({ locale: "en" });
  await followPreferences();
  for (let time = 1; time <= 2; time++) {
    useAppStore.setState({ locale: "zh" });
    await vi.waitFor(() => expect(useAppStore.getState().locale).toBe("en"));
    expect(activate.mock.calls.filter(([locale]) => locale === "zh")).toHaveLength(time);
  }
  expect(useAppStore.getState().notices.map(({ message }) => message)).toContain(
    "notice.languageNotLoaded",
  );
});
