export const train = {
  "train.title": "Train",
  "train.model": "Model",
  "train.recipe": "Recipe",
  "train.preset": "Preset",
  "train.more": "More settings",
  "train.resetPreset": "Back to preset",

  "train.start": "Train",
  "train.startNew": "Train anew",
  "train.again": "Train again with its settings",
  "train.pause": "Pause",
  "train.resume": "Resume",
  "train.step": "One step",
  "train.fitAgain": "Begin anew",
  "train.stop": "Stop",
  "train.continue": "Continue",
  "train.openGenerate": "Open in Generate",
  "train.openInspect": "Open in Inspect",
  "train.openTrain": "Open in Train",

  "train.cannot.starting": "The compute engine is still starting.",
  "train.cannot.lost": "The compute engine stopped. Start it again at the top of the page.",
  "train.cannot.noPhotos":
    "There are no photos yet. Bring some in on the Data desk, or open the sample project.",
  "train.cannot.fewPhotos":
    "One photo is not enough: at least two are needed, one of them to check on.",
  "train.cannot.singlePhotos":
    "Every class has only one photo. At least one class needs two: one to learn from, one to check on.",
  "train.cannot.oneClass":
    "This model learns to tell classes apart, so it needs photos in at least two classes.",
  "train.cannot.smallClasses":
    "{names} {count, plural, one {has} other {have}} only one photo. Each class needs two: one to learn from, one to check on.",
  "train.cannot.twoDomains":
    "This model translates between two kinds of pictures, so it needs photos in at least two classes.",
  "train.cannot.running": "Another run is training. Pause or stop it first.",
  "train.goToData": "Go to Data",
  "train.showRunning": "Show it",

  "train.domains.from": "From",
  "train.domains.to": "To",
  "train.domains.hint": "It learns both ways between these two classes; the others stay out.",

  "train.data": "Data",
  "train.data.counts":
    "{photos, plural, one {# photo} other {# photos}} in {classes, plural, one {# class} other {# classes}}, {heldOut, plural, one {# held out} other {# held out}}",
  "train.data.patches":
    "{training, plural, one {# patch} other {# patches}} to learn from, {heldOut, plural, one {# patch} other {# patches}} to check on",
  "train.data.counting": "Counting patches …",
  "train.data.failed": "The patches could not be counted.",
  "train.data.sheet": "Sample patches, one row a class",
  "train.advice":
    "This model does best with {size} px patches out of photos of {shortSide} px. Taking these cuts the photos of the whole project anew, for the next runs of every model.",
  "train.advice.take": "Use these",
  "train.data.edit": "Change on the Data desk",

  "train.empty.title": "Nothing trained yet",
  "train.empty.text":
    "Choose a model and press Train. Its curves and pictures grow here while it learns; nothing leaves this device.",

  "train.curves": "Curves",
  "train.curves.smoothing": "Smoothing",
  "train.curves.log": "Logarithmic",
  "train.curves.table": "As a table",
  "train.curves.save": "Save the curves",
  "train.curves.csv": "Numbers (CSV)",
  "train.curves.png": "Picture (PNG)",
  "train.curves.waiting": "The first numbers appear after a few steps.",
  "train.curves.none": "This run ended before it had any numbers.",
  "train.curves.training": "Training",
  "train.curves.heldOut": "Held-out photos",
  "train.curves.step": "Step",
  "train.curves.samples": "Samples",
  "series.learningRate": "Learning rate",
  "series.gradient": "Gradient norm",
  "series.kid": "KID",
  "series.gradient.adam": "All weights",
  "series.gradient.generator": "Generator",
  "series.gradient.discriminator": "Discriminator",
  "series.gradient.generators": "Generators",
  "series.gradient.discriminators": "Discriminators",
  "series.spread": "Spread of samples",
  "series.learningRate.hint":
    "How far a step moves the weights at that moment. Most recipes let it fall towards the end.",
  "series.gradient.hint":
    "How strongly the losses ask for a change, averaged over the last few steps. Its size means little: even is good, sudden peaks mean unsteady training, and a fall to a thousandth means that hardly anything is left to learn from.",
  "series.spread.hint":
    "How much samples differ from each other, beside real patches (1). Near 0 they are all the same.",

  "train.accuracy.title": "On photos it never saw",
  "train.accuracy.hint":
    "Held-out photos are judged while the model trains, and it never learns from them. The verdict on a photo is the mean over its patches. Recall is the share of a class that is recognised; the small curves show it over the training, from 0 to 100%.",
  "train.accuracy.photos": "Right on {right} of {count, plural, one {# photo} other {# photos}}",
  "train.accuracy.ofPatches":
    "and on {right, number} of {count, plural, one {its # patch} other {their # patches}} by themselves ({share})",
  "train.accuracy.checking": "Checking on the held-out photos …",
  "train.accuracy.waiting": "Measured after the first few steps.",
  "train.accuracy.later": "Checked as soon as no other run trains.",
  "train.accuracy.failed":
    "The held-out photos could not be checked. Training a few more steps tries again.",
  "train.accuracy.nothingHeldOut":
    "No photo of this run is held out, so nothing shows how it does on new ones: photos that it has learnt would only flatter it. Put at least two photos into each class and train anew.",
  "train.accuracy.mistake.patches":
    "What goes wrong most: {count, number} of {of, plural, one {# patch} other {# patches}} of “{label}” {count, plural, one {was} other {were}} taken for “{verdict}”.",
  "train.accuracy.mistake.photos":
    "What goes wrong most: {count, number} of {of, plural, one {# photo} other {# photos}} of “{label}” {count, plural, one {was} other {were}} taken for “{verdict}”.",
  "train.accuracy.noMistake": "No class is taken for another.",
  "train.accuracy.unit": "Count",
  "train.accuracy.unit.patches": "Patches",
  "train.accuracy.unit.photos": "Photos",
  "train.accuracy.recall": "Recall by class",
  "train.accuracy.ofClass": "{right, number} of {count, number}",
  "train.accuracy.noneOfClass": "none held out",
  "train.accuracy.table": "What each class is taken for",
  "train.accuracy.table.caption":
    "Held-out {unit, select, photos {photos} other {patches}} counted: each row is a true class, each column what it was taken for",
  "train.accuracy.table.true": "True class",
  "train.accuracy.table.verdict": "Taken for",

  "train.preview.title": "Pictures from the same fixed inputs",
  "train.preview.rows":
    "First row: real patches that were held out. Second: what the model makes of them. Below: pictures from random numbers.",
  "train.preview.step": "step {step, number}",
  "train.preview.waiting": "Pictures appear here while the model trains.",
  "train.preview.none":
    "There are no pictures of this training. Open it in Generate to draw new ones.",
  "train.preview.translated": "{from} as {to}",
  "train.preview.row":
    "{name}: {count, plural, one {# picture} other {# pictures}} after step {step, number}",
  "train.preview.firstClasses": "The first {shown} of {count} classes.",
  "train.preview.sheet":
    "{count, plural, one {# picture} other {# pictures}} after step {step, number}",

  "train.film": "Film of the training",
  "train.film.play": "Replay the training",
  "train.film.pause": "Pause the replay",
  "train.film.newest": "Newest",
  "train.film.save": "Save the pictures",
  "train.film.gif": "Film (GIF)",
  "train.film.png": "Pictures in view (PNG)",
  "train.film.making": "Making the GIF …",
  "train.film.unreadable": "The pictures of this training could not be read from storage.",
  "train.film.unkept":
    "The browser’s storage took no more pictures: after a reload, part of this film is gone. Deleting runs or photos makes room.",

  "train.status": "Progress",
  "train.status.done": "Done",
  "train.status.fitted": "Fitted",
  "train.status.fitting": "{share} fitted",
  "train.status.step": "Step",
  "train.status.stepOf": "{step, number} of {steps, number}",
  "train.status.speed": "Steps per second",
  "train.status.images": "Images per second",
  "train.status.elapsed": "Elapsed",
  "train.status.left": "Left",
  "train.status.backend": "Computed on",
  "train.status.compiled": "{backend}, compiled",
  "train.status.compiling": "Compiling the training step: {done, number} of {total, number} …",
  "train.status.fallback":
    "The compiled training step could not be used here, so each operation runs on its own: slower, with the same result.",
  "train.status.stray":
    "Its project was deleted. The run has its photos and settings of its own, and can go on without it.",
  "train.status.halvings":
    "{count, plural, one {The losses ran away to infinity once. The run went back to its last sound state and halved its learning rate.} other {The losses ran away to infinity # times. Each time the run went back to its last sound state and halved its learning rate.}}",
  "train.status.preparing": "Preparing patches …",

  "train.state.preparing": "Preparing",
  "train.state.training": "Training",
  "train.state.paused": "Paused",
  "train.state.finished": "Finished",
  "train.state.stopped": "Stopped",
  "train.state.failed": "Failed",

  "train.runs.title": "Runs of this project",
  "train.runs.show": "Show {name}",
  "train.runs.delete": "Delete {name}",
  "train.runs.name": "Name of the run",
  "train.runs.pretrained": "Came with the app",
  "train.runs.newName": "{model} {number}",

  "dock.label": "Training in progress",
  "dock.show": "Show {name} on the Train desk",
  "dock.close": "Hide",
  "dock.left": "{time} left",
  "dock.speed": "{speed} steps/s",
  "dock.samples": "Newest pictures",
  "dock.announce": "{name}: step {step, number} of {steps, number}. {metric}. {left}",
  "dock.announceStand": "{name}: {stand}. {left}",
  "dock.announceState": "{name}: {state}",

  "time.moment": "less than a minute",
  "time.about": "about {time}",
  "time.wholeMinutes": "{minutes} min",
  "time.wholeHours": "{hours} h",
  "time.seconds": "{seconds} s",
  "time.minutes": "{minutes} min {seconds} s",
  "time.hours": "{hours} h {minutes} min",
  "time.days": "{days} d {hours} h",
  "train.notCounted":
    "{count, plural, one {# photo could not be read and is not counted.} other {# photos could not be read and are not counted.}}",
  "notice.leftOut.fresh":
    "{count, plural, one {# photo could not be read. “{name}” trains without it.} other {# photos could not be read. “{name}” trains without them.}}",
  "notice.leftOut.begun":
    "{count, plural, one {# photo that “{name}” was trained on can no longer be read. It goes on without it, so its curves may bend here.} other {# photos that “{name}” was trained on can no longer be read. It goes on without them, so its curves may bend here.}}",
  "notice.foundBehind":
    "The newest weights of “{name}” could not be read from the browser’s storage. It stands at step {step, number} again, where it was saved before.",
  "notice.generatorMended":
    "“{name}” was trained by an earlier version, which stored its generator in the wrong place. It goes on from the averaged generator, whose pictures you have seen; nothing is lost.",
} as const;
