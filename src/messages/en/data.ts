export const data = {
  "data.title": "Data",
  "data.summary":
    "{photos, plural, one {# photo} other {# photos}} in {classes, plural, one {# class} other {# classes}}",
  "data.summary.patches": "{count, plural, one {# patch} other {# patches}}",
  "data.addPhotos": "Add photos",
  "data.addFolder": "Add folder",
  "data.addClass": "Add class",
  "data.newClass": "Class {number}",
  "data.looseClass": "Unsorted",
  "data.loading": "Loading your projects…",

  "data.empty.title": "This project has no photos yet",
  "data.empty.text":
    "Press “Add photos”, or drop some anywhere on this page: single ones, or a folder with one sub-folder for each kind of texture.",
  "data.empty.sample": "Open “{name}”",
  "data.none.title": "No project is open",
  "data.none.text": "Start a new one, or drop photos here and one is made for them.",

  "data.drop.page": "Drop to add photos. Each folder becomes a class.",
  "data.drop.class": "Drop to add to “{name}”. Folders become classes of their own.",
  "data.drop.here": "Drop photos here",

  "class.name": "Name of the class",
  "class.count": "{photos, plural, one {# photo} other {# photos}}",
  "class.patches": "{count, plural, one {# patch} other {# patches}}",
  "class.menu": "Actions for “{name}”",
  "class.photos": "Photos of “{name}”",
  "class.add": "Add photos to “{name}”",
  "class.merge": "Merge into",
  "class.earlier": "Move forward",
  "class.later": "Move back",
  "class.delete": "Delete class",
  "class.showAll": "Show all {count}",
  "class.showMore": "Show more ({count} left)",
  "class.showLess": "Show fewer",

  "photo.drag": "Move “{name}” to another class",
  "photo.selected": "{count, plural, one {# photo selected} other {# photos selected}}",
  "photo.move": "Move to",
  "photo.remove": "Remove",
  "photo.open": "Open",
  "photo.clear": "Clear selection",
  "photo.earlier": "Previous photo",
  "photo.later": "Next photo",
  "photo.place": "{index} of {count}",
  "photo.size": "{width} × {height} px",
  "photo.heldOut": "Held out for validation",
  "photo.training": "Used for training",

  "notice.classDeleted":
    "“{name}” and its {count, plural, one {# photo was} other {# photos were}} removed",
  "notice.classMerged": "“{from}” was merged into “{into}”",
  "notice.photosRemoved": "{count, plural, one {# photo was} other {# photos were}} removed",
  "notice.photosMoved":
    "{count, plural, one {# photo was} other {# photos were}} moved to “{name}”",

  "import.report.title":
    "{count, plural, one {# file was not added} other {# files were not added}}",
  "import.report.rest":
    "{count, plural, =0 {No photo was added.} one {The other # photo was added.} other {The other # photos were added.}}",
  "import.report.cancelled":
    "{count, plural, =0 {The import was cancelled before any photo was added.} one {The import was cancelled; # photo was added.} other {The import was cancelled; # photos were added.}}",
  "import.report.takenOver":
    "{count, plural, =0 {Another tab took this project over before any photo was added.} one {Another tab took this project over; # photo was added before.} other {Another tab took this project over; # photos were added before.}}",
  "import.report.close": "Close the report",
  "import.report.all": "All {count} names",
  "skip.empty": "Empty: the file holds no data",
  "skip.notAnImage": "Not an image",
  "skip.unsupportedFormat": "A format this browser cannot read. Save it as PNG or JPEG.",
  "skip.tooLarge": "The file is too large",
  "skip.tooManyPixels": "Claims too many pixels; a smaller copy will work",
  "skip.tooSmall": "Too small to hold any texture",
  "skip.damaged": "Damaged or cut off",
  "skip.unreadable": "The browser could not read it",
  "skip.timedOut": "Took too long to read",
  "skip.emptyFolder": "The folder holds no files",
  "skip.storageFull": "No room left in the browser’s storage",
  "skip.storageFailed": "The browser could not store it",

  "check.title": "Check before training",
  "check.oneClass":
    "There is one class. That is enough to generate textures; a classifier needs at least two.",
  "check.emptyClass": "“{name}” has no photos and is left out of training.",
  "check.singlePhoto":
    "“{name}” has one photo. Add another, so that one can be held out to check the model.",
  "check.imbalance":
    "“{large}” has {ratio} times as many photos as “{small}”. The model may prefer it.",
  "check.sameName":
    "{count} classes are called “{name}”. A model learns them apart, and its results number them. Rename one, or merge them from the menu of a class.",

  "patches.title": "Cut into patches",
  "patches.preview": "“{name}” with its patches drawn over it",
  "patches.previewNone": "Add a photo to see how it is cut.",
  "patches.size": "Patch size",
  "patches.size.hint":
    "Side of the squares a model learns from. 32 px trains fast; 64 px shows more of a texture.",
  "patches.pixels": "{count} px",
  "patches.scale": "Photo size",
  "patches.scale.hint":
    "Photos are first scaled so that their short side has this many pixels. Smaller: a patch shows more of the photo, with less detail.",
  "patches.cut": "Cut",
  "patches.cut.grid": "Grid",
  "patches.cut.random": "Random",
  "patches.overlap": "Overlap",
  "patches.overlap.hint":
    "How much of a patch its neighbour repeats. More overlap gives more patches, but they are more alike.",
  "patches.crops": "Per photo",
  "patches.crops.hint": "How many random patches are cut from each photo.",
  "patches.heldOut": "Held out",
  "patches.heldOut.hint":
    "Share of each class’s photos kept back to check the model on photos it has never seen.",
  "patches.seed": "Seed",
  "patches.seed.hint": "Decides which photos are held out and where random patches lie.",
  "patches.counts": "Patches",
  "patches.training": "For training",
  "patches.validation": "Held out",
  "patches.honest": "Whole photos are held out, so the score is honest.",
  "patches.samples": "Patches as the model sees them, one row a class",
  "patches.samplesTitle": "Samples",

  "welcome.title": "Welcome",
  "welcome.look": "Look at the photos",
  "welcome.lookText": "Six kinds of texture, ready to use.",
  "welcome.play": "Play",
  "welcome.playText": "Slide a picture into being, or drop a photo to have it judged.",
  "welcome.generate": "Generate",
  "welcome.inspect": "Inspect",
  "welcome.train": "Train your own",
  "welcome.trainText": "Here, on this device. Your photos stay with you.",
  "welcome.toTrain": "Train",
  "welcome.dismiss": "Close the welcome",
} as const;
