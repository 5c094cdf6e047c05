/** What is kept, what cannot be kept, and what to do about it. */
export const storage = {
  "notice.importCutOff":
    "An import was cut off: {count, plural, one {# photo} other {# photos}} of {total, plural, one {# file} other {# files}} had been added by then. Add the folder again for the rest.",
  "notice.importWhole":
    "{count, plural, one {# photo} other {# photos}} of an earlier import had been read but not saved yet: all of it is here now.",

  "library.unreadable": "Could not be opened",
  "library.unreadable.why":
    "These are still stored, with their photos and weights, and nothing will delete them. You can save a copy of everything that is there.",
  "library.unreadable.unnamed": "Without a name",
  "library.unreadable.project": "Project",
  "library.unreadable.run": "Trained model",
  "library.unreadable.newer": "made by a newer version of this app. Reload the page to get it",
  "library.unreadable.damaged": "its record is damaged",
  "library.unreadable.noPhotos":
    "the list of its photos is lost: it can be used, but not trained on",

  "library.bin": "Recently deleted",
  "library.bin.why":
    "What was deleted can be brought back for 14 days. It is removed sooner only if the browser runs out of storage.",
  "library.bin.project": "Project with {count, plural, one {# photo} other {# photos}}",
  "library.bin.class": "Class with {count, plural, one {# photo} other {# photos}}",
  "library.bin.photos": "{count, plural, one {# photo} other {# photos}} of this class",
  "library.bin.run": "Trained model",
  "library.bin.from": "from “{name}”",
  "library.bin.bringBack": "Bring back",
  "library.bin.bringBackNamed": "Bring back “{name}”",
  "library.bin.erase": "Delete now",
  "library.bin.empty": "Delete all now",
  "library.bin.sure": "Delete for good?",
  "notice.broughtBack": "“{name}” is back",

  "library.storage.trash": "Recently deleted",
  "library.storage.largest": "What takes most",
  "library.storage.project": "Photos of “{name}”",
  "library.storage.run": "Model “{name}”",

  "banner.StorageFull.run":
    "The browser’s storage is full. Training goes on, but its newest state is in this tab only: keep it open. Delete what you no longer need, and it is saved by itself.",
  "banner.StorageFull.project":
    "The browser’s storage is full. Your last changes to a project are in this tab only: keep it open. Delete what you no longer need, and they are saved by themselves.",
  "banner.StorageFull.photo":
    "The browser’s storage is full, so some photos could not be added. Delete what you no longer need, then add them again.",
  "banner.StorageFull.result":
    "The browser’s storage is full. Some results on the Inspect desk are in this tab only: keep it open. Delete what you no longer need, and they are saved by themselves.",
  "banner.StorageFull.film":
    "The browser’s storage is full. The film of a training is in this tab only: keep it open. Delete what you no longer need, and it is saved by itself.",
  "banner.StorageFull.settings":
    "The browser’s storage is full. Your last choices, such as a recipe’s settings, are in this tab only: keep it open. Delete what you no longer need, and they are saved by themselves.",
  "banner.StorageFailed.run":
    "The browser cannot write to its storage. Training goes on, but its newest state is in this tab only: keep it open. Saving is tried again every few seconds.",
  "banner.StorageFailed.project":
    "The browser cannot write to its storage. Your last changes to a project are in this tab only: keep it open. Saving is tried again every few seconds.",
  "banner.StorageFailed.photo":
    "The browser cannot write to its storage, so some photos could not be added. Reload the page, then add them again.",
  "banner.StorageFailed.result":
    "The browser cannot write to its storage. Some results on the Inspect desk are in this tab only: keep it open. Saving is tried again every few seconds.",
  "banner.StorageFailed.film":
    "The browser cannot write to its storage. The film of a training is in this tab only: keep it open. Saving is tried again every few seconds.",
  "banner.StorageFailed.settings":
    "The browser cannot write to its storage. Your last choices, such as a recipe’s settings, are in this tab only: keep it open. Saving is tried again every few seconds.",
  "notice.preferenceNotKept":
    "The browser does not let this choice be kept: it holds until the page is reloaded. Your photos and models are not affected.",
  "banner.newerProject":
    "“{name}” was made by a newer version of this app: it can be looked at and used here, but not changed. Reload the page to get that version.",
  "banner.lost.documents":
    "The browser’s storage for this page was cleared while it was open. The projects in this tab are being saved again, but stored photos and models may be gone: add your photos again where they are missing.",
  "banner.lost.files":
    "The stored photos and models of this page were cleared while it was open. A training that is going on is being saved again; add your photos again where they are missing.",
  "banner.understood": "Understood",
  "banner.storageBack":
    "The browser’s storage works again. Reload to see your projects; what you made meanwhile is kept beside them.",
  "banner.keepAndReload": "Keep it and reload",
  "storage.emptyTrash": "Clear “Recently deleted” ({size})",
  "storage.delete": "Delete “{name}” ({size})",
  "storage.deleteSure": "Delete “{name}” for good?",
  "storage.showAll": "See what takes room",
  "storage.fileName": "Latent Loom",
  "storage.save": "Save what is there",
  "storage.saveCopy": "Download a copy",
  "notice.copyLacks":
    "{count, plural, one {# file could} other {# files could}} not be read and {count, plural, one {is} other {are}} not in the copy. Its “missing.txt” lists what is missing.",
  "storage.saving": "Collecting…",
} as const;
