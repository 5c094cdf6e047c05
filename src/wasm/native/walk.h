// Walking over the rows of values that broadcast, are cut or are turned: all axes but the last.
#pragma once
#include "base.h"

#define AXES 6
#define OPERANDS 4

// One operand: its step along each axis, in floats, and where the walk stands in it.
typedef struct {
  const int *strides[OPERANDS];
  int offsets[OPERANDS];
  int at[AXES - 1];
  const int *shape;
  int operands;
} Walk;

INLINE int rowsOf(const int *shape) {
  int rows = 1;
  for (int axis = 0; axis < AXES - 1; axis++) rows *= shape[axis];
  return rows;
}

INLINE void startWalk(Walk *walk, int row) {
  for (int operand = 0; operand < walk->operands; operand++) walk->offsets[operand] = 0;
  for (int axis = AXES - 2; axis >= 0; axis--) {
    const int side = walk->shape[axis], rest = row / side;
    walk->at[axis] = row - rest * side;
    row = rest;
    for (int operand = 0; operand < walk->operands; operand++) {
      walk->offsets[operand] += walk->at[axis] * walk->strides[operand][axis];
    }
  }
}

INLINE void nextRow(Walk *walk) {
  for (int axis = AXES - 2; axis >= 0; axis--) {
    const int isDone = ++walk->at[axis] == walk->shape[axis];
    const int steps = isDone ? 1 - walk->shape[axis] : 1;
    for (int operand = 0; operand < walk->operands; operand++) {
      walk->offsets[operand] += steps * walk->strides[operand][axis];
    }
    if (!isDone) return;
    walk->at[axis] = 0;
  }
}
