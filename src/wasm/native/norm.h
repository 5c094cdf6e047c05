// Normalisation over groups (the batch, or each image), per channel. A group's floats are seen as rows of
// `lanes` floats, a multiple of four: the channels, repeated where their number is not. Sums run over fixed
// parts of a group, whatever the number of threads, so that the result does not depend on it.
#pragma once
#include "steps.h"

// Floats of parameters that all functions here lay out per lane: [groups][fields][lanes].
enum { MEAN, INVERSE, SCALE, OFFSET, LANE_FIELDS };
enum { GRADIENT_MEAN, GRADIENT_SLOPE, COEFFICIENT_FIELDS };

// One part of one group: where it starts, its whole rows and the floats that are left after the last.
typedef struct {
  int group, start, rows, rest;
} Part;

INLINE Part partOf(int index, int parts, int partRows, int length, int lanes) {
  const int group = index / parts, first = index % parts * partRows;
  const int rows = maximum(0, minimum(partRows, length / lanes - first));
  const int rest = index % parts == parts - 1 ? length % lanes : 0;
  return (Part){group, group * length + first * lanes, rows, rest};
}

// Σ(x − shift) and Σ(x − shift)², the shift being the group's first row: no cancellation where the mean is
// far from 0. partials [groups][parts][2][lanes].
KERNEL void normSums(const NormSumsStep *step, Portion portion) {
  const int lanes = step->lanes, channels = step->channels;
  const Range range = share(step->groups * step->parts, 1, portion);
  for (int index = range.from; index < range.to; index++) {
    const Part part = partOf(index, step->parts, step->partRows, step->length, lanes);
    const float *first = step->input + part.group * step->length;
    float *sums = step->partials + index * 2 * lanes;
    for (int lane = 0; lane < lanes; lane += 4) {
      float shifts[4];
      for (int at = 0; at < 4; at++) shifts[at] = first[(lane + at) % channels];
      const v4 shift = load(shifts);
      v4 sum = splat(0), squares = splat(0);
      const float *from = step->input + part.start + lane;
      for (int row = 0; row < part.rows; row++) {
        const v4 x = sub(load(from), shift);
        sum = add(sum, x);
        squares = madd(x, x, squares);
        from += lanes;
      }
      const int rest = minimum(4, part.rest - lane);
      if (rest > 0) {
        v4 x = loadFirst(from, rest), isGiven = wasm_i32x4_make(-1, -(rest > 1), -(rest > 2), -(rest > 3));
        x = wasm_v128_and(sub(x, shift), isGiven);
        sum = add(sum, x);
        squares = madd(x, x, squares);
      }
      store(sums + lane, sum);
      store(sums + lanes + lane, squares);
    }
  }
}

// Σ over the parts and lanes of a channel; `which` of the two sums.
INLINE double sumOf(const float *partials, int group, int parts, int lanes, int channels, int channel,
                    int which) {
  double total = 0;
  for (int part = 0; part < parts; part++) {
    const float *sums = partials + ((group * parts + part) * 2 + which) * lanes;
    for (int lane = channel; lane < lanes; lane += channels) total += sums[lane];
  }
  return total;
}

// The same parameter in every lane of its channel.
INLINE void spread(float *lanes, int count, int channels, int channel, float value) {
  for (int lane = channel; lane < count; lane += channels) lanes[lane] = value;
}

INLINE void spreadParameters(float *parameters, int group, int lanes, int channels, int channel,
                             float mean, float variance, float epsilon, float scale, float offset) {
  float *fields = parameters + group * LANE_FIELDS * lanes;
  spread(fields + MEAN * lanes, lanes, channels, channel, mean);
  spread(fields + INVERSE * lanes, lanes, channels, channel, 1 / __builtin_sqrtf(variance + epsilon));
  spread(fields + SCALE * lanes, lanes, channels, channel, scale);
  spread(fields + OFFSET * lanes, lanes, channels, channel, offset);
}

// Mean and variance out of the sums, and all parameters per lane.
KERNEL void normStatistics(const NormStatisticsStep *step, Portion portion) {
  const int lanes = step->lanes, channels = step->channels;
  const double count = step->length / channels;
  const Range range = share(step->groups * channels, 1, portion);
  for (int index = range.from; index < range.to; index++) {
    const int group = index / channels, channel = index % channels;
    const double sum = sumOf(step->partials, group, step->parts, lanes, channels, channel, 0);
    const double squares = sumOf(step->partials, group, step->parts, lanes, channels, channel, 1);
    const double shifted = sum / count, spreadOut = squares / count - shifted * shifted;
    const float mean = (float)(step->input[group * step->length + channel] + shifted);
    const float variance = spreadOut < 0 ? 0 : (float)spreadOut; // NaN stays
    step->mean[index] = mean;
    step->variance[index] = variance;
    spreadParameters(step->parameters, group, lanes, channels, channel, mean, variance, step->epsilon,
                     step->scale[channel], step->offset[channel]);
  }
}

// The parameters per lane, from statistics that are known.
KERNEL void normParameters(const NormParametersStep *step, Portion portion) {
  const int channels = step->channels;
  const Range range = share(step->groups * channels, 1, portion);
  for (int index = range.from; index < range.to; index++) {
    const int group = index / channels, channel = index % channels;
    spreadParameters(step->parameters, group, step->lanes, channels, channel, step->mean[index],
                     step->variance[index], step->epsilon, step->scale[channel],
                     step->offset[channel]);
  }
}

// The parameters of four lanes.
typedef struct {
  v4 mean, inverse, scale, offset;
} Lane;

INLINE Lane laneOf(const float *parameters, int group, int lanes, int lane) {
  const float *fields = parameters + group * LANE_FIELDS * lanes + lane;
  return (Lane){load(fields + MEAN * lanes), load(fields + INVERSE * lanes), load(fields + SCALE * lanes),
                load(fields + OFFSET * lanes)};
}

KERNEL void normApply(const NormApplyStep *step, Portion portion) {
  const int lanes = step->lanes;
  const v4 slope = splat(step->slope);
  const Range range = share(step->groups * step->parts, 1, portion);
  for (int index = range.from; index < range.to; index++) {
    const Part part = partOf(index, step->parts, step->partRows, step->length, lanes);
    for (int lane = 0; lane < lanes; lane += 4) {
      const Lane p = laneOf(step->parameters, part.group, lanes, lane);
      const v4 factor = mul(p.scale, p.inverse);
      int at = part.start + lane;
      for (int row = 0; row < part.rows; row++) {
        const v4 x = sub(load(step->input + at), p.mean);
        store(step->output + at, leaky(madd(x, factor, p.offset), slope));
        at += lanes;
      }
      const int rest = minimum(4, part.rest - lane);
      if (rest > 0) {
        const v4 x = sub(loadFirst(step->input + at, rest), p.mean);
        storeFirst(step->output + at, leaky(madd(x, factor, p.offset), slope), rest);
      }
    }
  }
}

// dy before the leaky ReLU, and x̂.
INLINE v4 gradientBefore(Lane p, v4 dy, v4 unit, v4 slope) {
  const v4 isPositive = wasm_f32x4_gt(madd(p.scale, unit, p.offset), splat(0));
  return choose(isPositive, dy, mul(dy, slope));
}

// Σg and Σ(g · x̂); partials [groups][parts][2][lanes].
KERNEL void normGradientSums(const NormGradientSumsStep *step, Portion portion) {
  const int lanes = step->lanes;
  const v4 slope = splat(step->slope);
  const Range range = share(step->groups * step->parts, 1, portion);
  for (int index = range.from; index < range.to; index++) {
    const Part part = partOf(index, step->parts, step->partRows, step->length, lanes);
    float *sums = step->partials + index * 2 * lanes;
    for (int lane = 0; lane < lanes; lane += 4) {
      const Lane p = laneOf(step->parameters, part.group, lanes, lane);
      v4 sum = splat(0), along = splat(0);
      int at = part.start + lane;
      for (int row = 0; row < part.rows; row++) {
        const v4 unit = mul(sub(load(step->x + at), p.mean), p.inverse);
        const v4 g = gradientBefore(p, load(step->dy + at), unit, slope);
        sum = add(sum, g);
        along = madd(g, unit, along);
        at += lanes;
      }
      const int rest = minimum(4, part.rest - lane);
      if (rest > 0) { // the lanes beyond have dy = 0
        const v4 unit = mul(sub(loadFirst(step->x + at, rest), p.mean), p.inverse);
        const v4 g = gradientBefore(p, loadFirst(step->dy + at, rest), unit, slope);
        sum = add(sum, g);
        along = madd(g, unit, along);
      }
      store(sums + lane, sum);
      store(sums + lanes + lane, along);
    }
  }
}

// dScale and dOffset, and the means of g and g · x̂ per lane of each group.
KERNEL void normGradientStatistics(const NormGradientStatisticsStep *step, Portion portion) {
  const int lanes = step->lanes, channels = step->channels;
  const double count = step->length / channels;
  const Range range = share(channels, 1, portion);
  for (int channel = range.from; channel < range.to; channel++) {
    double dOffset = 0, dScale = 0;
    for (int group = 0; group < step->groups; group++) {
      const double sum = sumOf(step->partials, group, step->parts, lanes, channels, channel, 0);
      const double along = sumOf(step->partials, group, step->parts, lanes, channels, channel, 1);
      float *fields = step->coefficients + group * COEFFICIENT_FIELDS * lanes;
      spread(fields + GRADIENT_MEAN * lanes, lanes, channels, channel, (float)(sum / count));
      spread(fields + GRADIENT_SLOPE * lanes, lanes, channels, channel, (float)(along / count));
      dOffset += sum;
      dScale += along;
    }
    step->dScale[channel] = (float)dScale;
    step->dOffset[channel] = (float)dOffset;
  }
}

// dx = scale / σ · (g − mean(g) − x̂ · mean(g · x̂)) (Ioffe & Szegedy, arXiv 1502.03167).
KERNEL void normGradientApply(const NormGradientApplyStep *step, Portion portion) {
  const int lanes = step->lanes;
  const v4 slope = splat(step->slope);
  const Range range = share(step->groups * step->parts, 1, portion);
  for (int index = range.from; index < range.to; index++) {
    const Part part = partOf(index, step->parts, step->partRows, step->length, lanes);
    const float *fields = step->coefficients + part.group * COEFFICIENT_FIELDS * lanes;
    for (int lane = 0; lane < lanes; lane += 4) {
      const Lane p = laneOf(step->parameters, part.group, lanes, lane);
      const v4 factor = mul(p.scale, p.inverse);
      const v4 mean = load(fields + GRADIENT_MEAN * lanes + lane);
      const v4 along = load(fields + GRADIENT_SLOPE * lanes + lane);
      int at = part.start + lane;
      for (int row = 0; row < part.rows; row++) {
        const v4 unit = mul(sub(load(step->x + at), p.mean), p.inverse);
        const v4 g = gradientBefore(p, load(step->dy + at), unit, slope);
        store(step->dx + at, mul(factor, sub(sub(g, mean), mul(unit, along))));
        at += lanes;
      }
      const int rest = minimum(4, part.rest - lane);
      if (rest > 0) {
        const v4 unit = mul(sub(loadFirst(step->x + at, rest), p.mean), p.inverse);
        const v4 g = gradientBefore(p, loadFirst(step->dy + at, rest), unit, slope);
        storeFirst(step->dx + at, mul(factor, sub(sub(g, mean), mul(unit, along))), rest);
      }
    }
  }
}
