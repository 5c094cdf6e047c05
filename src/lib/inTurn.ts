/** Queues of one: each act starts when the one before has ended, whether well or not, and never at once. */
import { type Pool, pool } from "./pool.ts";

export function inTurn(): Pool {
  const enter = pool(1);
  return (act, signal) => enter(() => Promise.resolve().then(act), signal);
}

/** One queue for each key; what is under way for one holds up no other. */
export function inTurnFor<Key>(): (key: Key) => Pool {
  const queues = new Map<Key, { readonly enter: Pool; acts: number }>();
  return (key) => async (act, signal) => {
    const queue = queues.get(key) ?? { enter: inTurn(), acts: 0 };
    queues.set(key, queue);
    queue.acts++;
    try {
      return await queue.enter(act, signal);
    } finally {
      queue.acts--;
      if (queue.acts === 0) queues.delete(key);
    }
  };
}
