/** A worker that runs in the test's own thread: it answers over a channel until it is ended or stuck. */
import { expose } from "comlink";
import type { WorkerSignal } from "../../../protocol/signal.ts";
import type { WorkerLike } from "../host.ts";

export class FakeWorker<Api extends object> extends EventTarget implements WorkerLike {
  readonly #page: MessagePort;
  readonly #inside: MessagePort;
  /** Whether `terminate` was called. */
  isEnded = false;

  constructor(api: Api) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#page = port1;
    this.#inside = port2;
    port1.onmessage = ({ data }) => {
      if (!this.isEnded) this.dispatchEvent(new MessageEvent("message", { data }));
    };
    expose(api, port2);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#page.postMessage(message, transfer);
  }

  /** As from inside the worker. */
  signal(signal: WorkerSignal): void {
    this.#inside.postMessage(signal);
  }

  /** As an event handler in the worker that throws. */
  throwInside(): void {
    this.dispatchEvent(new Event("error"));
  }

  /** As an answer that the page cannot read. */
  answerUnreadably(): void {
    this.dispatchEvent(new Event("messageerror"));
  }

  /** It is stuck or gone: nothing leaves it any more. */
  fallSilent(): void {
    this.#inside.close();
  }

  terminate(): void {
    this.isEnded = true;
    this.#page.close();
    this.#inside.close();
  }
}
