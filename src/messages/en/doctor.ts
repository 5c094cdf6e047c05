/** Advice on a run that goes on, and its settings that may be changed meanwhile. */
export const doctor = {
  "doctor.title": "Doctor",
  "doctor.waiting": "Watching the first steps. Advice appears here when the curves tell something.",
  "doctor.waitingAfter": "Watching what the change does …",
  "doctor.paused":
    "Too few steps to say anything yet, and the run is paused. Advice may come when it goes on.",
  "doctor.well": "All is well: the curves show no sign of trouble.",
  "doctor.wellShort": "All is well",
  "doctor.dismiss": "Put this advice aside",
  "doctor.dismissed":
    "{count, plural, one {One piece of advice was put aside.} other {# pieces of advice were put aside.}}",
  "doctor.recall": "Show again",
  "doctor.raise": "Raise “{name}” to {value}",
  "doctor.lower": "Lower “{name}” to {value}",
  "doctor.next": "For the next run: {change}",
  "doctor.stop": "Stop here",
  "doctor.data": "Add photos",
  "doctor.noRemedy": "No setting is left to help; start again with other ones.",

  "doctor.discriminatorStrong":
    "The discriminator is too strong: it takes {real, number, percent} of the photos for real and {fake, number, percent} of the fakes.",
  "doctor.discriminatorStrong.why":
    "If every fake is found out, the generator gets no hint of what to do better.",
  "doctor.discriminatorWeak":
    "The discriminator is too weak: it takes {real, number, percent} of the photos for real and {fake, number, percent} of the fakes.",
  "doctor.discriminatorWeak.why":
    "The generator learns only from being found out, so its pictures will not improve.",
  "doctor.collapse":
    "The samples look alike: they differ only {spread, number, percent} as much as photos do.",
  "doctor.collapse.why":
    "The generator has found a few pictures that pass and repeats them (mode collapse).",
  "doctor.posteriorCollapse":
    "The latent space has collapsed: {active, number} of {all, number} latent numbers are in use.",
  "doctor.posteriorCollapse.why":
    "The decoder ignores the others, and their sliders will change nothing (posterior collapse). A lower KL weight lets them carry more.",
  "doctor.identityCollapse":
    "The translation changes hardly anything: {change, number, percent} of the range, with a way back that is off by {cycle, number, percent}.",
  "doctor.identityCollapse.why":
    "Handing a picture through unchanged is the easiest way to get it back. Asking less for sameness frees the translation.",
  "doctor.vanishing": "The gradients have become {times, number} times smaller than they were.",
  "doctor.vanishing.why":
    "The losses hardly tell the weights which way to go, though there is still something to learn.",
  "doctor.unsteady":
    "{halvings, plural, =0 {The gradients have shot up to {times, number} times their usual size.} one {The losses ran away to infinity once.} other {The losses ran away to infinity # times.}}",
  "doctor.unsteady.why": "The steps are too long: each one overshoots what it aims at.",
  "doctor.setback":
    "Since the learning rate was raised its error on photos it never saw is {times, number} times what it was.",

  "doctor.setback.why":
    "The steps are too long now: they undo what it had learnt. Shorter ones may find a way back.",
  "doctor.overfitting":
    "On photos it never saw it does {above, number, percent} worse than before, while it still gets better on those it trains on.",
  "doctor.overfitting.gan":
    "The discriminator trusts unseen photos {above, number, percent} less than at their best, and those it trains on as much as ever.",
  "doctor.overfitting.why":
    "It begins to learn its photos by heart. More variety helps, and more photos help most.",
  "doctor.plateau": "Nothing has got better for {steps, number} steps.",
  "doctor.plateau.why": "Shorter steps may find a way on. If not, it has learnt what it can.",

  "live.title": "Change while training",
  "live.history": "Changes so far",
  "live.historyTitle": "Changed while training",
  "live.at": "Step {step, number}",
  "live.change": "{name} {from} → {to}",
  "live.on": "on",
  "live.off": "off",
} as const;
