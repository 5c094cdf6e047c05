/** A session for which the browser keeps nothing. */
import { noteKept } from "./leaving.ts";
import { notifyError } from "./notices.ts";
import { saveNow } from "./persistence.ts";
import { askEngine } from "./workers.ts";

/** Keeps what was made meanwhile in storage that answers by now, and shows all that lies there. */
export async function keepAndReload(): Promise<void> {
  try {
    await saveNow(); // the edits of the last moment are part of it
    await askEngine((engine) => engine.keepWhatWasMade());
    noteKept(); // nobody is asked whether to leave
    location.reload();
  } catch (error) {
    notifyError(error);
  }
}
