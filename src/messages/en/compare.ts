export const compare = {
  "compare.button": "Compare runs",
  "compare.title": "Compare runs",
  "compare.choose": "Compare {name}",
  "compare.alone":
    "Train a second run, say with another learning rate or another model: here you then see the curves of both in one chart, and which settings serve you better.",
  "compare.choose2": "Tick two or more runs in the list.",
  "compare.nothingShared": "These runs have no measure in common yet.",
  "compare.measure": "Measure",
  "compare.axis": "Compare by",
  "compare.axis.steps": "Steps",
  "compare.axis.time": "Training time",
  "compare.unit.steps": "Step",
  "compare.unit.seconds": "Seconds",
  "compare.unit.minutes": "Minutes",
  "compare.heldOut": "{measure} on held-out photos",
  "compare.part": "{measure}: {part}",
  "compare.save": "Save the comparison (CSV)",
  "compare.without": "Without this measure: {names}",
  "compare.caution.data":
    "These runs were measured on different photos or patches, so their numbers do not tell which is better.",
  "compare.caution.models":
    "Different models measure this in their own ways: compare where each curve goes, not how high it is.",
} as const;
