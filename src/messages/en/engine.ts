/** What is said of the compute engine when it stops, and of what was under way. */
export const engine = {
  "banner.silent":
    "The compute engine has not answered for a while. If it stays silent, it is started again by itself.",
  "banner.stalled":
    "“{name}” has not moved for minutes although the compute engine answers. It may only be very slow; started again, it goes on from its last checkpoint.",
  "banner.stalled.made":
    "“{name}” has not moved for minutes although the compute engine answers. It may only be very slow. This browser stores nothing, so what you made is lost if the engine is started again: download a copy first.",
  "banner.stalled.unwritten":
    "“{name}” has not moved for minutes although the compute engine answers. It may only be very slow; started again, it goes on from what could be saved last, and what is in this tab only is lost.",
  "banner.restarting":
    "The compute engine is being started again. Your work is kept, and a training goes on from its last checkpoint.",
  "banner.restarting.made":
    "The compute engine is being started again. This browser stores nothing, so photos you added and models you trained in this tab are lost; names and classes stay.",
  "banner.lost":
    "The compute engine stopped and could not be started again. Your saved data are safe.",
  "banner.lost.made":
    "The compute engine stopped and could not be started again. This browser stores nothing, so photos you added and models you trained in this tab are lost. What was stored earlier is left as it is.",
  "banner.restart": "Start it again",
  "banner.restartSure": "Start it again and lose that?",
  "banner.reload": "Reload the page",

  "notice.engineBack":
    "The compute engine had stopped and was started again. Your projects and models are as they were.",
  "notice.runGoesOn":
    "The compute engine had stopped and was started again. “{name}” goes on from step {step, number}.",
  "notice.memoryLost":
    "The compute engine had stopped and was started again. This browser stores nothing, so photos you added and models you trained in this tab are gone; names, classes and curves are still here. Add the photos again where they are missing.",
  "notice.runBeginsAnew":
    "“{name}” begins anew: nothing of it had been saved when the compute engine stopped.",
  "notice.runNotBegun":
    "The compute engine stopped again and again while “{name}” was training, and nothing of it had been saved. Try a smaller width or batch, or another compute engine (at the top), then train it again.",
  "notice.runLeftAlone":
    "The compute engine stopped again and again while “{name}” was training, so the run rests at step {step, number}. Try a smaller width or batch, or another compute engine (at the top), then press Resume.",
  "notice.runOutOfSight":
    "The compute engine had stopped and was started again, but the browser’s storage does not answer. “{name}” lies there as it was last saved, about step {step, number}, and can go on once the page has been reloaded.",
  "notice.editsApart":
    "Your last changes to “{name}” could not be saved before the page was left, and it has been changed or deleted since. They are kept as a project of their own, of the same name.",
  "error.WorkerLost": "The compute engine stopped before this was done. Please try again.",
} as const;
