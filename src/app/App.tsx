/** The whole page: bar, rail, the desk in view, and what floats above them. */
import { I18nProvider } from "react-aria-components";
import { useText } from "../messages/text.ts";
import { PageDrop } from "../ui/files/PageDrop.tsx";
import { Banners } from "./banners/Banners.tsx";
import { DeskView } from "./DeskView.tsx";
import { HelpDialog } from "./HelpDialog.tsx";
import { Notices } from "./Notices.tsx";
import { Rail } from "./Rail.tsx";
import { RunDock } from "./RunDock.tsx";
import { TopBar } from "./TopBar.tsx";
import { WorkTray } from "./WorkTray.tsx";

/** React Aria's own words (drag and drop, menus) follow the language in use, not the browser's. */
const ariaLocales = { en: "en-US", zh: "zh-CN" } as const;

export function App() {
  const text = useText();
  return (
    <I18nProvider locale={ariaLocales[text.locale]}>
      <PageDrop>
        <button
          type="button"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
          onClick={() => document.getElementById("desk")?.focus()}
        >
          {text("shell.skip")}
        </button>
        <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto_auto_auto] bar:grid-cols-[auto_minmax(0,1fr)] bar:grid-rows-[auto_minmax(0,1fr)_auto_auto]">
          <TopBar />
          <Rail />
          <main id="desk" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col outline-none">
            <Banners />
            <DeskView />
          </main>
          <WorkTray />
          <RunDock />
        </div>
        <Notices />
        <HelpDialog />
      </PageDrop>
    </I18nProvider>
  );
}
