/** How far a task is, as one line that updates in place; plain lines now and then where there is no terminal. */
import cliProgress from "cli-progress";

export interface Progress {
  readonly report: (done: number, total: number, note: string) => void;
  /** Begins a new task; ends the one before. */
  task(name: string): void;
  end(): void;
}

export function createProgress(): Progress {
  const bar = new cliProgress.SingleBar({
    format: "{task} {bar} {value}/{total}  {eta_formatted}  {note}",
    stream: process.stderr,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 15_000,
    etaBuffer: 50,
  });
  let current = "";
  let isShown = false;
  const end = () => {
    if (isShown) bar.stop();
    isShown = false;
  };
  return {
    report(done, total, note) {
      if (!isShown) bar.start(total, done, { task: current, note });
      isShown = true;
      bar.setTotal(total);
      bar.update(done, { note });
    },
    task(name) {
      end();
      current = name;
    },
    end,
  };
}
