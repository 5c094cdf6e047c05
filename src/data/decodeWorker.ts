/** A disposable worker that decodes one picture at a time; `decoder.ts` kills it when it hangs. */
import { type DecodedPicture, decodePicture } from "./decodePicture.ts";
import type { Target } from "./scaledSize.ts";

export interface DecodeRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly target: Target;
}

/** `ready` once after the start, then `taken` at once and one answer a request. */
export type DecodeMessage =
  | { readonly type: "ready" }
  | { readonly type: "taken" }
  | { readonly type: "decoded"; readonly picture: DecodedPicture }
  | { readonly type: "failed"; readonly errorName: string };

/** The part of a worker's own scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<DecodeRequest>) => void) | null;
  postMessage(message: DecodeMessage, transfer: Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope; // the type library takes it for a page's or any worker's

function send(message: DecodeMessage, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

async function answer({ bytes, target }: DecodeRequest): Promise<void> {
  try {
    const picture = await decodePicture(bytes, target);
    send({ type: "decoded", picture }, [picture.image.pixels.buffer]);
  } catch (error) {
    send({ type: "failed", errorName: error instanceof Error ? error.name : "Error" });
  }
}

scope.onmessage = ({ data }) => {
  send({ type: "taken" });
  void answer(data);
};
send({ type: "ready" });
