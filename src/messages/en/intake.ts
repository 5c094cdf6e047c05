/** Words about classes and photos that are there twice, and about how folders become classes. */
export const intake = {
  "check.copies":
    "{count, plural, one {# photo is a copy} other {# photos are copies}} of another in the same class ({classes, plural, one {one class} other {# classes}}). A photo and its copies are held out together and count once.",
  "check.sharedPhotos":
    "{count, plural, one {# photo is} other {# photos are}} in more than one class ({classes} classes). A model is told that the same picture is both; remove it from one of them.",

  "drop.looking":
    "{count, plural, =0 {Looking through the folder…} one {Looking through the folder… # file so far} other {Looking through the folder… # files so far}}",
  "import.report.note": "About this import",
  "import.report.added":
    "{count, plural, =0 {No photo was added.} one {# photo was added.} other {# photos were added.}}",
  "import.known": "In the class already",
  "import.known.count":
    "{count} of {total, plural, one {# photo was} other {# photos were}} there already and not added again.",
  "import.renamed": "Folders in a class of another name",

  "class.taken.title": "There is a class “{name}” already",
  "class.taken.text":
    "Two classes of one name could not be told apart. Move the {count, plural, =0 {photos} one {# photo} other {# photos}} of “{from}” into “{name}”, or let “{from}” keep its name.",
  "class.taken.merge": "Merge into “{name}”",
  "class.taken.keep": "Keep “{from}”",
} as const;
