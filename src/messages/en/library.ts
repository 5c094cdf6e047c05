export const library = {
  "library.title": "Library",
  "library.projects": "Projects",
  "library.projects.empty":
    "There is no project. Start a new one, or drop photos on the Data desk.",
  "library.project.open": "Open “{name}”",
  "library.project.inView": "Open now",
  "library.project.counts":
    "{photos, plural, one {# photo} other {# photos}}, {classes, plural, one {# class} other {# classes}}",
  "library.project.empty": "No photos yet",
  "library.delete": "Delete “{name}”",

  "library.models": "Trained models",
  "library.models.empty":
    "Nothing is trained yet. Models appear here as soon as their training starts.",
  "library.models.train": "Go to Train",
  "library.model.name": "Name of the model",
  "library.model.data":
    "{photos, plural, one {# photo} other {# photos}}, {classes, plural, one {# class} other {# classes}}",
  "library.model.right": "{share} right on held-out photos",
  "library.model.heldOut": "{series}: {value} on held-out photos",
  "library.model.kid": "distance from photos (KID): {value}",
  "library.model.kidBest":
    "distance from photos (KID): {value} at its best, in step {step, number}",
  "library.model.fitted": "fitted in {time}",
  "library.model.steps": "{steps, plural, one {# step} other {# steps}} in {time}",
  "library.model.shipped": "Came with the app",
  "library.model.picture": "A picture by “{name}”",

  "library.storage": "Storage on this device",
  "library.storage.photos": "Your photos",
  "library.storage.models": "Models",
  "library.storage.films": "Films of training",
  "library.storage.patches": "Prepared patches",
  "library.storage.counting": "Counting…",
  "library.storage.kept": "The browser has promised to keep this until you delete it.",
  "library.storage.mayGo":
    "The browser may clear this when the device runs out of space. It usually promises to keep it for pages that are used often or bookmarked.",
  "library.storage.ask": "Ask the browser to keep it",
  "library.storage.memory": "Nothing is stored: this browser refuses it in this window.",

  "library.credits": "Credits",
  "library.credits.textures":
    "The sample textures are from 0 A.D. by Wildfire Games, under the licence Creative Commons Attribution-ShareAlike 3.0 (CC BY-SA 3.0). They were scaled to 256 px, sorted into classes and saved as JPEG; copies stay under the same licence.",
  "library.credits.trained":
    "The models that came with the app were trained on these textures only.",
  "library.credits.code":
    "The code is under the MIT licence. It stands on TensorFlow.js, React, React Aria, uPlot, Lucide, Lingui, Zustand, Comlink and other open-source software; thank you.",
  "library.credits.wildfire": "Wildfire Games",
  "library.credits.licence": "Licence of the textures",
} as const;
