/** Asks the tab that holds a lock to save and to let go of it. */
import { listenToTabs, type TabMessage, tabId, tellTabs } from "./channel.ts";

/** A holder that has not answered by then is taken for dead. */
export const handOverMs = 3000;

/** @returns whether the holder has answered that all is saved; not after three seconds */
export function askToLetGo(lock: string): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (hasAnswered: boolean) => {
      clearTimeout(timer);
      stopListening();
      resolve(hasAnswered);
    };
    const timer = setTimeout(() => end(false), handOverMs);
    const isAnswer = (message: TabMessage) =>
      message.type === "yours" && message.lock === lock && message.to === tabId;
    const stopListening = listenToTabs((message) => {
      if (isAnswer(message)) end(true);
    });
    tellTabs({ type: "wanted", lock });
  });
}
