// Threads that run the same tape side by side. They share one control block in memory, meet at barriers,
// and the helpers sleep between runs.
#pragma once
#include "base.h"
#include "steps.h"

// Looks at a word this often, some tens of microseconds, before going to sleep.
#define SPINS 20000

#ifdef SHARED
INLINE int readWord(int *word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }

// Until the word is no longer `old`.
KERNEL void awaitChange(int *word, int old, int *sleepers) {
  for (int spin = 0; spin < SPINS; spin++) {
    if (readWord(word) != old) return;
  }
  __atomic_fetch_add(sleepers, 1, __ATOMIC_SEQ_CST);
  while (readWord(word) == old) __builtin_wasm_memory_atomic_wait32(word, old, -1);
  __atomic_fetch_sub(sleepers, 1, __ATOMIC_SEQ_CST);
}

// Whoever sleeps after the word has changed sees the change and does not stay; so the count suffices.
INLINE void change(int *word, int value, int *sleepers) {
  __atomic_store_n(word, value, __ATOMIC_SEQ_CST);
  if (readWord(sleepers) > 0) __builtin_wasm_memory_atomic_notify(word, 64);
}

// Nobody leaves before all have come.
INLINE void meet(Control *control, Team team) {
  if (team.threads == 1) return;
  const int phase = readWord(&control->phase.word);
  if (__atomic_add_fetch(&control->arrived.word, 1, __ATOMIC_SEQ_CST) == team.threads) {
    __atomic_store_n(&control->arrived.word, 0, __ATOMIC_SEQ_CST);
    change(&control->phase.word, phase + 1, &control->phaseSleepers.word);
  } else {
    awaitChange(&control->phase.word, phase, &control->phaseSleepers.word);
  }
}
#else
INLINE void meet(Control *control, Team team) { (void)control, (void)team; }
#endif
