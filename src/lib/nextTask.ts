/**
 * Lets waiting messages in before going on: one hop through the task queue. A MessageChannel, because
 * `setTimeout` is clamped to 4 ms and `scheduler.yield()` runs ahead of messages and starves them;
 * in Node `setImmediate`, because an open channel would keep the process alive.
 */
const { setImmediate } = globalThis as { setImmediate?: (act: () => void) => unknown };
const channel = setImmediate ? null : new MessageChannel();
const waiting: (() => void)[] = [];
if (channel) channel.port1.onmessage = () => waiting.shift()?.();

export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate) {
      setImmediate(resolve);
      return;
    }
    waiting.push(resolve);
    channel?.port2.postMessage(null);
  });
}
