/** What is said of the compute engine when it stops, and of what was under way. */
export const engine = {
  "banner.silent":
    "The compute engine has not answered for a while. If it stays silent, it is started again by itself.",
  "banner.stalled":
    "“{name}” has not moved for minutes although the compute engine answers. It may only be very slow; started again, it goes on from its last checkpoint.",
  "banner.restarting":
    "The compute engine is being started again. Your work is kept, and a training goes on from its last checkpoint.",
  "banner.lost":
    "The compute engine stopped and could not be started again. Your saved data are safe.",
  "banner.restart": "Start it again",
  "banner.reload": "Reload the page",

  "notice.engineBack":
    "The compute engine had stopped and was started again. Your projects and models are as they were.",
  "notice.runGoesOn":
    "The compute engine had stopped and was started again. “{name}” goes on from step {step, number}.",
  "notice.runLeftAlone":
    "The compute engine stopped again and again while “{name}” was training, so the run rests at step {step, number}. Try a smaller width or batch, or another compute engine (at the top), then press Resume.",
  "notice.runOutOfSight":
    "The compute engine had stopped and was started again, but the browser’s storage does not answer. “{name}” lies there as it was last saved, about step {step, number}, and can go on once the page has been reloaded.",
  "notice.editsApart":
    "Your last changes to “{name}” could not be saved before the page was left, and it has been changed or deleted since. They are kept as a project of their own, of the same name.",
  "error.WorkerLost": "The compute engine stopped before this was done. Please try again.",
} as const;
