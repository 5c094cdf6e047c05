/** Start of the page: looks and language first, then the interface, then the workers behind it. */
import { I18nProvider } from "@lingui/react";
import { createRoot } from "react-dom/client";
import "uplot/dist/uPlot.min.css"; // with the page: Vite never fetches the style sheet of a desk a second time
import { App } from "./app/App.tsx";
import { followPreferences } from "./app/appearance.ts";
import { followSampleNames } from "./app/sampleNames.ts";
import { listenToKeys } from "./app/shortcuts.ts";
import "./app/theme.css";
import { followAddress } from "./client/desks.ts";
import { listenToFaults } from "./client/faults.ts";
import { watchLeaving } from "./client/leaving.ts";
import { startSession } from "./client/session.ts";
import { watchStall } from "./client/watchStall.ts";
import { i18n } from "./messages/text.ts";

const root = document.getElementById("root");
if (root) {
  listenToFaults(window);
  watchLeaving();
  watchStall();
  followAddress();
  const session = startSession(); // the workers load while the first picture is drawn
  await followPreferences();
  followSampleNames();
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <App />
    </I18nProvider>,
  );
  listenToKeys();
  await session;
}
