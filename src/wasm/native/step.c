// A training step in one call: reads the tape that `step/encode.ts` writes and runs its steps in order, on
// one thread or on several that read the same tape.
#include "adam.h"
#include "chance.h"
#include "columnsProduct.h"
#include "elementwise.h"
#include "layout.h"
#include "norm.h"
#include "patches.h"
#include "pool.h"
#include "reduce.h"
#include "rowsProduct.h"
#include "threads.h"

// A step on the tape: this header, then the step's own fields.
typedef struct {
  int kind, words, flags;
  int fields[];
} Header;

#define RUN(name, type)                            \
  case STEP_##name:                                \
    name((const type *)fields, team);              \
    return;

KERNEL void perform(int kind, const int *fields, Team team) {
  switch (kind) { STEPS(RUN) }
}

KERNEL void playTape(Control *control, const int *tape, Team team) {
  int taken = 0;
  for (;;) {
    const Header *header = (const Header *)tape;
    const int kind = header->kind; // read before the last meeting: then the tape may be gone
    if (kind == STEP_end) control->steps[team.thread].word += taken;
    if (header->flags & FLAG_meet) meet(control, team);
    if (kind == STEP_end) return;
    const int isForAll = header->flags & FLAG_all;
    if (isForAll || team.thread == 0) {
      perform(kind, header->fields, isForAll ? team : (Team){0, 1});
      taken++;
    }
    tape += header->words;
  }
}

// Runs the tape on all threads; called on the first one. Comes back when all have finished.
__attribute__((export_name("run"))) void run(Control *control, const int *tape) {
  const Team team = {0, control->threads.word};
#ifdef SHARED
  if (team.threads > 1) {
    control->tape.word = (int)tape;
    change(&control->runs.word, control->runs.word + 1, &control->runSleepers.word);
  }
#endif
  playTape(control, tape, team);
}

#ifdef SHARED
// The life of a helper thread: never comes back, the thread is ended from outside.
__attribute__((export_name("serve"))) void serve(Control *control, int thread) {
  for (int runs = 0;; runs++) {
    awaitChange(&control->runs.word, runs, &control->runSleepers.word);
    playTape(control, (const int *)control->tape.word, (Team){thread, control->threads.word});
  }
}
#endif
