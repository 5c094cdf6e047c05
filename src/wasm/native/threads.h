// Threads that help with long steps. The first thread plays the tape; a long step it cuts into parts, which
// it and its helpers claim until none is left. A helper that the machine has no time for delays nothing but
// the parts that it has claimed.
#pragma once
#include "base.h"
#include "steps.h"

// A step on the tape: this header, then the step's own fields.
typedef struct {
  int kind, words, parts;
  int fields[];
} Header;

KERNEL void perform(int kind, const int *fields, Portion portion);

#ifdef SHARED
// The word `ticket` counts jobs in its upper bits, the parts not yet claimed in the lower ones.
#define PART_BITS 8
#define PARTS_MASK ((1 << PART_BITS) - 1)

// Looks at a word this often, some fifty microseconds, before going to sleep: well above the ten that it
// takes to wake a sleeper.
#define SPINS 200000

INLINE int read(Line *line) { return __atomic_load_n(&line->word, __ATOMIC_SEQ_CST); }

// Until the word is no longer `old`.
KERNEL void awaitChange(Line *line, int old, Line *sleepers) {
  for (int spin = 0; spin < SPINS; spin++) {
    if (read(line) != old) return;
  }
  __atomic_fetch_add(&sleepers->word, 1, __ATOMIC_SEQ_CST);
  while (read(line) == old) __builtin_wasm_memory_atomic_wait32(&line->word, old, -1);
  __atomic_fetch_sub(&sleepers->word, 1, __ATOMIC_SEQ_CST);
}

// After a change. Whoever goes to sleep later sees the change and does not stay; so the count suffices.
INLINE void wake(Line *line, Line *sleepers) {
  if (read(sleepers) > 0) __builtin_wasm_memory_atomic_notify(&line->word, MOST_THREADS);
}

// Claims parts of the present job and does them until none is left; gives the ticket it saw last.
INLINE int help(Control *control, int thread) {
  for (;;) {
    int ticket = read(&control->ticket);
    if ((ticket & PARTS_MASK) == 0) return ticket;
    const int claimed = ticket - 1;
    if (!__atomic_compare_exchange_n(&control->ticket.word, &ticket, claimed, 0, __ATOMIC_SEQ_CST,
                                     __ATOMIC_SEQ_CST)) {
      continue;
    }
    // The job cannot end before this part is done, so its step stays where it is.
    const Header *step = (const Header *)control->step.word;
    perform(step->kind, step->fields, (Portion){claimed & PARTS_MASK, step->parts, thread});
    control->taken[thread].word++;
    __atomic_fetch_add(&control->done.word, 1, __ATOMIC_SEQ_CST);
    wake(&control->done, &control->doneSleepers);
  }
}

INLINE void shareStep(Control *control, const Header *step) {
  const int job = (int)((unsigned)(read(&control->ticket) | PARTS_MASK) + 1);
  control->step.word = (int)step;
  __atomic_store_n(&control->done.word, 0, __ATOMIC_SEQ_CST);
  __atomic_store_n(&control->ticket.word, job | step->parts, __ATOMIC_SEQ_CST);
  wake(&control->ticket, &control->ticketSleepers);
  help(control, 0);
  for (int done; (done = read(&control->done)) != step->parts;) {
    awaitChange(&control->done, done, &control->doneSleepers);
  }
}
#endif
