// A training step in one call: reads the tape that `step/tape.ts` writes and runs its steps in order.
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
#include "winograd.h"

#define RUN(name, type)                            \
  case STEP_##name:                                \
    name((const type *)fields, portion);              \
    return;

KERNEL void perform(int kind, const int *fields, Portion portion) {
  switch (kind) { STEPS(RUN) }
}

// Plays the tape to its end; called on the first thread.
__attribute__((export_name("run"))) void run(Control *control, const int *tape) {
  int taken = 0;
  for (const Header *step = (const Header *)tape; step->kind != STEP_end;) {
#ifdef SHARED
    if (step->parts > 1) shareStep(control, step);
    else
#endif
      perform(step->kind, step->fields, (Portion){0, 1, 0}), taken++;
    step = (const Header *)((const int *)step + step->words);
  }
  control->taken[0].word += taken;
}

#ifdef SHARED
// The life of a helper thread: never comes back, the thread is ended from outside.
__attribute__((export_name("serve"))) void serve(Control *control, int thread) {
  for (;;) {
    const int ticket = help(control, thread);
    awaitChange(&control->ticket, ticket, &control->ticketSleepers);
  }
}
#endif
