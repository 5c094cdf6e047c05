export const translate = {
  "translate.add": "Choose a photo",
  "translate.drop": "Drop a photo to translate it",
  "translate.empty.title": "Choose a photo to translate",
  "translate.empty.text":
    "This model redraws {first} as {second} and the other way round. Take one of its photos, or drop one of your own anywhere on this desk.",
  "translate.unseen": "Photos that the model never saw",
  "translate.learnt": "Photos that it learnt from",
  "translate.choose": "Translate {name} ({class})",
  "translate.direction": "Direction",
  "translate.into": "Into {class}",
  "translate.as": "As {class}",
  "translate.working": "Translating {name} …",
  "translate.failed": "{name}: {reason}",
  "translate.return": "There and back",
  "translate.returnHint":
    "Translates the translation back. The model learns by coming home: what is far off here was lost on the way.",
  "translate.returned": "There and back again",
  "translate.returning": "On the way back …",
  "translate.difference.hardly":
    "Colours are off by {share} on average: hardly to be told from the photo.",
  "translate.difference.close": "Colours are off by {share} on average: close to the photo.",
  "translate.difference.alike": "Colours are off by {share} on average: it resembles the photo.",
  "translate.difference.other":
    "Colours are off by {share} on average: another picture than the photo.",
} as const;
