/** Words about classes and photos that are there twice, and about how folders become classes. */
export const intake = {
  "check.copies":
    "{count, plural, one {# photo is a copy} other {# photos are copies}} of another in the same class ({classes, plural, one {one class} other {# classes}}). A photo and its copies are held out together and count once.",
  "check.sharedPhotos":
    "{count, plural, one {# photo is} other {# photos are}} in more than one class ({classes} classes). A model is told that the same picture is both; remove it from one of them.",
} as const;
