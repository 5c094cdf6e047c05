export const notices = {
  "notice.imported": "{count, plural, one {# photo added} other {# photos added}}",
  "notice.importedElsewhere":
    "{count, plural, one {# photo added to “{name}”} other {# photos added to “{name}”}}",
  "notice.importWithoutProject":
    "{count, plural, one {# photo was} other {# photos were}} read for a project that was deleted meanwhile. Reload this page to have {count, plural, one {it} other {them}} in a project of {count, plural, one {its} other {their}} own.",
  "notice.nowhere": "The address leads nowhere in this app. This is the Data desk.",
  "notice.projectDeleted": "“{name}” was deleted",
  "notice.undoShortened":
    "Some deleted photos are gone for good. What needs them can no longer be undone or redone.",
  "notice.pastBin":
    "There was no room to keep what was deleted from “{name}” in “Recently deleted”. Undo brings it back until this page is closed; clear something to make room.",
  "notice.runDeleted": "“{name}” was deleted",
  "notice.resultsRemoved": "{count, plural, one {# image removed} other {# images removed}}",
  "notice.adjusted": "“{name}” is now {value} for this run.",
  "notice.recipeChanged":
    "The recipe is that of this run, with “{name}” at {value}. Press Train to try it.",
  "notice.gifFailed":
    "The GIF could not be made. If the device is short of memory, close other tabs and try again.",
  "notice.languageNotLoaded":
    "The words of that language did not come: is the connection there? Everything else goes on.",
  "error.UnreadableImage":
    "This picture could not be read: it may be damaged, or not be there any more. Try it again, saved as PNG or JPEG.",
  "error.StorageFull":
    "The browser’s storage is full. Nothing was lost; delete runs or photos you no longer need, then try again.",
  "error.StorageFailed":
    "The browser could not write to its storage. Your work is still open in this tab; try again.",
  "error.OutOfMemory":
    "There was not enough memory, even for a smaller batch. Close other tabs and press Resume, or train anew with a smaller batch, width or patch size.",
  "error.NoMemoryForThis":
    "There was not enough memory to compute this. Nothing was lost; close other tabs or pause training, then try again.",
  "error.DeviceLost": "The graphics card stopped while it was at work on this. Try again.",
  "error.Diverged":
    "The losses kept running away to infinity, even after the learning rate was halved three times, so training stopped. Start again with a lower learning rate or a larger batch.",
  "error.NotEnoughData":
    "There is too little to train on. Each class needs photos, and at least two to hold one out.",
  "error.UnknownRun": "This model is no longer here.",
  "error.BadCheckpoint": "The saved model is damaged and cannot be opened.",
  "error.LostWeights":
    "The weights of this run were not found in the browser’s storage, so it can be neither used nor resumed. Its curves and film are still here, and a new run can be trained with the same settings and data.",
  "error.LostBest":
    "The best state of this run was not found in the browser’s storage. The run itself is still here: nothing else was changed.",
  "error.Cancelled": "This was cancelled. Nothing else was changed.",
  "error.LostDataSet":
    "The list of photos that this run was trained on was not found in the browser’s storage. The model can still be used, but not trained on or measured on its photos.",
  "error.LostPatches":
    "The patches that this run trains on could not be read any more, nor cut again as they were. The run is paused and nothing it has learnt was lost; press Resume to try again.",
  "error.CalledOff":
    "Something else was asked of this run in between, so this was not done. Nothing was lost.",
  "error.NotServed":
    "What comes with the app, a model or a photo, could not be fetched. Check the connection, then try again.",
  "error.BadSetting":
    "This setting was not changed: the run has ended, or the value is outside of what the model allows.",
  "error.Unexpected":
    "Something unexpected went wrong. Your data are safe; try again or reload the page.",
} as const;
