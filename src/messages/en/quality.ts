export const quality = {
  "quality.title": "How lifelike its pictures are",
  "quality.hint":
    "Pictures from the same random numbers each time are compared with real photos, by what a small network that never learnt anything sees in them (kernel distance, KID). Lower is better; the figure compares models of the same data.",
  "quality.hint.translate":
    "The same patches of either class each time, held out where there are any, are translated into the other and compared with real photos of it, by what a small network that never learnt anything sees in them (kernel distance, KID). The figure is the mean of both ways; lower is better.",
  "quality.between": "of the way from shuffled pixels to real photos",
  "quality.floor": "As close to the photos as other real photos are.",
  "quality.ceiling":
    "Not yet as close to the photos as shuffled pixels are: colours, contrast or fine detail are off. Blurred pictures land here too.",
  "quality.kid": "Distance from real photos",
  "quality.series": "Its pictures",
  "quality.floorLine": "Other real photos",
  "quality.ceilingLine": "Shuffled pixels",
  "quality.patches":
    "Measured against {heldOut, plural, =0 {} one {# held-out patch} other {# held-out patches}}{both, plural, =0 {} other { and }}{training, plural, =0 {} one {# training patch} other {# training patches}}.",
  "quality.waiting": "The first figure comes after a few seconds of training.",
  "quality.none": "The pictures of this run were not measured while it trained.",
  "quality.best": "Best at step {step, number}: {kid}",
  "quality.best.waiting": "From the third figure on, the best state is kept.",
  "quality.best.here": "The run stands there.",

  "opinion.title": "Second opinion",
  "opinion.hint":
    "The same pictures and photos, compared by what a classifier of yours looks at. It sees well what tells your classes apart, and little else. To compare runs use the figure above: it is measured alike for all.",
  "opinion.by": "Classifier",
  "opinion.none": "Train a classifier on these photos, and it can judge them too.",
  "opinion.ask": "{choices, plural, one {Ask “{name}”} other {Ask it}}",
  "opinion.asking": "Measuring …",
  "opinion.failed": "It could not be measured. {reason}",
  "opinion.between":
    "{share} of the way from shuffled pixels to real photos, in the eyes of “{name}”.",
  "opinion.floor": "In the eyes of “{name}” as close to the photos as other real photos are.",
  "opinion.ceiling":
    "In the eyes of “{name}” less like the photos yet than photos whose pixels are shuffled.",
  "opinion.figures":
    "At step {step, number}: distance {kid}, lower is better; other real photos {floor}, shuffled pixels {ceiling}. Each judge has a scale of its own.",

  "branch.back": "Go back to it",
  "branch.fromBest": "New run from it",
  "branch.menu": "Checkpoints of {name}",
  "branch.menu.latest": "New run from its newest state (step {step, number})",
  "branch.menu.best": "New run from its best state (step {step, number})",
  "branch.menu.back": "Go back to its best state (step {step, number})",
  "branch.name": "{name}, step {step}",
  "notice.branched": "“{name}” is ready to go on from step {step, number}",
  "notice.restored":
    "“{name}” is back at step {step, number}. Its newest state is kept as “{kept}”.",
  "notice.restored.alone":
    "“{name}” is back at step {step, number}, its best state. What it learnt after that was lost before.",

  "memory.title": "Does it copy your photos?",
  "memory.hint":
    "Each picture is compared with every patch that the model was trained on, mirrored too. A near copy is closer to one than 99 of 100 patches of new photos are.",
  "memory.ask": "Compare",
  "memory.again": "Compare again",
  "memory.asking": "Comparing …",
  "memory.empty":
    "See which training patches its pictures are most like, and whether it repeats them.",
  "memory.failed": "The pictures could not be compared. {reason}",
  "memory.share":
    "{copies, plural, =0 {None of {count, number} pictures is a near copy of a training patch.} one {# of {count, number} pictures is a near copy of a training patch.} other {# of {count, number} pictures are near copies of training patches.}}",
  "memory.chance": "By chance it would be about {expected}.",
  "memory.many":
    "That is more than chance (about {expected}): it repeats what it was shown. More photos help, and more variation of them.",
  "memory.onePhoto": "With a single photo there is nothing to tell by what is too close.",
  "memory.pairs":
    "The {count, number} closest pictures, each above the training patch that it is most like, mirrored to match.",
  "memory.pair": "Picture {number} and the training patch most like it: {likeness}",
  "memory.copy": "Near copy",
  "memory.close": "Closer than most new photos",
  "memory.usual": "No closer than new photos",
  "memory.far": "Farther than new photos",
} as const;
