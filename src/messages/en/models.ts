/** What models state about themselves, in words: names, hyperparameters, presets, curves, tasks. */
export const models = {
  "model.classifier": "Classifier",
  "model.classifier.short": "Classifier",
  "model.classifier.summary": "Learns to tell your classes apart and shows what it looked at.",
  "model.vae": "Variational autoencoder",
  "model.vae.short": "VAE",
  "model.vae.summary": "Learns to draw new textures; sliders move through everything it can draw.",
  "model.gan": "Generative adversarial network",
  "model.gan.short": "GAN",
  "model.gan.summary":
    "A generator learns to draw textures that a second network cannot tell from your photos.",
  "model.cgan": "Conditional GAN",
  "model.cgan.short": "cGAN",
  "model.cgan.summary":
    "A GAN that is told the class: it draws the one you ask for, and mixtures of several.",
  "model.cyclegan": "Cyclic GAN",
  "model.cyclegan.short": "CycleGAN",
  "model.cyclegan.summary":
    "Redraws photos of one class as if they were of another, and learns it without pairs.",
  "model.autoencoder": "Autoencoder",
  "model.autoencoder.short": "AE",
  "model.autoencoder.summary":
    "Learns to squeeze a texture into a few numbers and to draw it again from them.",
  "model.conv-autoencoder": "Convolutional autoencoder",
  "model.conv-autoencoder.short": "Conv AE",
  "model.conv-autoencoder.summary":
    "Redraws textures from a few numbers, judged by structure and not pixel by pixel alone.",

  "preset.classifier.small": "Small",
  "preset.classifier.small.hint":
    "A few minutes on an ordinary processor. Good for up to a dozen classes.",
  "preset.classifier.full": "Full",
  "preset.classifier.full.hint":
    "A wider network that trains longer. Tells finer differences; wants a graphics card.",
  "preset.vae.small": "Small",
  "preset.vae.small.hint": "Half the article’s width: trains in minutes on an ordinary processor.",
  "preset.vae.article": "Article",
  "preset.vae.article.hint": "The article’s widths. Sharper, about four times slower.",
  "preset.gan.tuned": "Tuned",
  "preset.gan.tuned.hint":
    "For few photos: images are varied before they are judged, and averaged weights draw.",
  "preset.gan.small": "Small",
  "preset.gan.small.hint":
    "The article’s recipe at half its width: watch the duel on an ordinary processor.",
  "preset.gan.article": "Article",
  "preset.gan.article.hint": "The article’s widths. Finer detail, about three times slower.",
  "preset.cgan.tuned": "Tuned",
  "preset.cgan.tuned.hint":
    "For few photos a class: images are varied before they are judged, and averaged weights draw.",
  "preset.cgan.article": "Article",
  "preset.cgan.article.hint":
    "The article’s widths and none of the extras. Finer detail, about three times slower.",
  "preset.cyclegan.small": "Small",
  "preset.cyclegan.small.hint":
    "Shrunk for small patches. Colours change first, the texture much later.",
  "preset.cyclegan.faithful": "Faithful",
  "preset.cyclegan.faithful.hint":
    "Stays closer to the photo: light, forms and layout come through. Takes twice as long.",
  "preset.cyclegan.paper": "Paper",
  "preset.cyclegan.paper.hint":
    "Nearer to the paper’s widths, one photo a step. Wants a graphics card and patience.",
  "preset.autoencoder.small": "Small",
  "preset.autoencoder.small.hint": "Trains within a minute or two on an ordinary processor.",
  "preset.autoencoder.paper": "Paper",
  "preset.autoencoder.paper.hint":
    "About the layers of the 2006 paper: twice as wide, two to three times slower.",
  "preset.conv-autoencoder.small": "Small",
  "preset.conv-autoencoder.small.hint":
    "Half the article’s width: trains in minutes on an ordinary processor.",
  "preset.conv-autoencoder.article": "Article",
  "preset.conv-autoencoder.article.hint":
    "The article’s widths and more sliders. Keeps more detail, about three times slower.",

  "hparam.steps": "Steps",
  "hparam.steps.hint": "How many times the model learns from a batch. More takes longer.",
  "hparam.batchSize": "Batch",
  "hparam.batchSize.hint":
    "Patches looked at in one step. Larger is steadier and needs more memory.",
  "hparam.learningRate": "Learning rate",
  "hparam.learningRate.hint":
    "How far each step moves the weights. Too high runs away, too low crawls.",
  "hparam.seed": "Seed",
  "hparam.seed.hint": "The same seed, data and backend give the same run again.",
  "hparam.width": "Width",
  "hparam.width.hint":
    "Channels in the first layer; the others follow. Wider learns more and runs slower.",
  "hparam.roll": "Shift",
  "hparam.roll.hint":
    "How often a patch is shifted with wrap-around. Helps where position does not matter.",
  "hparam.flip": "Mirror",
  "hparam.flip.hint": "How often a patch is mirrored. Turn off for lettering.",
  "hparam.turn": "Quarter turns",
  "hparam.turn.hint":
    "How often a patch is turned by 90°. Turn off where up and down matter, as in wood grain.",
  "hparam.brightness": "Brightness change",
  "hparam.brightness.hint": "How much lighter or darker patches may become, against lighting.",
  "hparam.contrast": "Contrast change",
  "hparam.contrast.hint": "How much contrast may vary, against haze and hard light.",
  "hparam.grey": "Without colour",
  "hparam.grey.hint":
    "How often the colour is removed, so that the model learns the pattern, not only the colour.",
  "hparam.dropout": "Dropout",
  "hparam.dropout.hint":
    "Share of features switched off at random in each step; keeps the model from memorising.",
  "hparam.firstLayer": "First filters",
  "hparam.firstLayer.hint":
    "Learnt from your photos, or a fixed bank of stripes in many directions, which suits very few photos.",
  "hparam.labelSmoothing": "Label smoothing",
  "hparam.labelSmoothing.hint": "Keeps the model from being too sure of itself. 0 turns it off.",
  "hparam.latentDim": "Latent size",
  "hparam.latentDim.hint": "Numbers that describe one picture: as many sliders on the next desk.",
  "hparam.beta": "KL weight β",
  "hparam.beta.hint":
    "Higher keeps the latent space tidy for random pictures, lower reconstructs more sharply.",
  "hparam.sigma": "Noise σ",
  "hparam.sigma.hint":
    "How far a reconstruction may be off before it counts. Smaller asks for more detail.",
  "hparam.warmUp": "KL warm-up",
  "hparam.warmUp.hint":
    "Share of the run in which the KL weight grows from zero, so that detail is learnt first.",

  "hparam.noise": "Noise on the input",
  "hparam.noise.hint":
    "How much noise covers the patches that are to be drawn again clean. 0 turns it off.",
  "hparam.ssimWeight": "SSIM weight",
  "hparam.ssimWeight.hint":
    "Higher asks for the same structure, lower for the same colour in every pixel.",
  "hparam.adversarialLoss": "Kind of loss",
  "hparam.adversarialLoss.hint":
    "Logistic always has something to gain; hinge ignores what is told apart clearly; least squares pulls gently.",
  "hparam.spectralNorm": "Spectral norm",
  "hparam.spectralNorm.hint":
    "Keeps the discriminator from growing too sure too fast, in place of batch norm. Goes well with the hinge loss.",
  "hparam.diffAugment": "Varied before judging",
  "hparam.diffAugment.hint":
    "Share of photos and fakes that are moved or mirrored first, so that photos are not learnt by heart.",
  "hparam.diffColour": "Colours varied too",
  "hparam.diffColour.hint":
    "Changes brightness, saturation and contrast as well. Leave off where colour matters.",
  "hparam.decay": "Slower at the end",
  "hparam.decay.hint":
    "Share of the steps, at the end, in which the learning rate falls to 0. The samples settle down. 0 keeps it as it is.",
  "hparam.averaging": "Averaged weights",
  "hparam.averaging.hint":
    "How much of the average a step keeps. Averaged weights draw steadier pictures. 0 turns it off.",
  "hparam.cycleWeight": "Weight of the way back",
  "hparam.cycleWeight.hint":
    "How much it counts that a translated patch, translated back, is the same again.",
  "hparam.identityWeight": "Weight of leaving alone",
  "hparam.identityWeight.hint":
    "How much it counts that a patch already of the right class is left as it is. Keeps the colours.",
  "hparam.blocks": "Residual blocks",
  "hparam.blocks.hint":
    "Layers in the middle that change the texture. More can change more and run slower.",
  "hparam.skip": "Photo at the last layer",
  "hparam.skip.hint":
    "Shows the last layer the photo itself, so that its light and colours need not be guessed on the way back.",
  "hparam.padding": "Beyond the border",
  "hparam.padding.hint":
    "What the network sees past the edge. Circular suits textures that are laid as tiles.",

  "choice.logistic": "Logistic",
  "choice.hinge": "Hinge",
  "choice.leastSquares": "Least squares",
  "choice.learnt": "Learnt",
  "choice.gabor": "Gabor bank",
  "choice.zeros": "Nothing",
  "choice.reflect": "Mirrored",
  "choice.circular": "Circular",

  "series.loss": "Loss",
  "series.loss.hint":
    "How wrong the model is: what training makes smaller. How large the number is depends on the model, so watch whether it falls. If it keeps rising on held-out photos while it falls on the others, the model learns its photos by heart.",
  "series.accuracy": "Accuracy",
  "series.accuracy.hint": "Share of the patches that are put into the right class.",
  "series.reconstruction": "Reconstruction",
  "series.reconstruction.hint":
    "How far the pictures that come back are from those that went in. It may be added up over every pixel, so that hundreds or thousands are normal: what counts is that it falls.",
  "series.kl": "KL divergence",
  "series.kl.hint":
    "How much the code says about its patch. At about half the latent size (16 for 32) it tells patches apart no better than chance; above that, pictures keep more of their patch. No value is best.",
  "series.dLoss": "Discriminator loss",
  "series.dLoss.hint":
    "How wrong the discriminator is about photos and fakes. Near 0 it sees through nearly every fake, and the generator gets little help. Mere guessing gives about 1.4 with the logistic loss, 2 with hinge, 0.5 with least squares and in a cyclic GAN. In between the two are well matched.",
  "series.gLoss": "Generator loss",
  "series.gLoss.hint":
    "How far the generator is from passing its pictures off as photos. It need not fall: the discriminator gets better too. Look at the pictures, and at how lifelike they are.",
  "series.dReal": "Photos taken for real",
  "series.dReal.hint":
    "How real photos look to the discriminator on average: 1 is surely real, 0 surely fake. It should stay above the value for fakes. If held-out photos score much lower than the others, it knows its photos by heart.",
  "series.dFake": "Fakes taken for real",
  "series.dFake.hint":
    "How real the generator’s pictures look to the discriminator on average. Far below the value for photos it sees through them; close to it, it can hardly tell them apart, which is good only if the pictures look good too.",
  "series.ssim": "Structural similarity",
  "series.ssim.hint":
    "How alike the patterns are in what goes in and what comes back: 1 is the same, 0 has nothing in common.",
  "series.l1": "Absolute error",
  "series.l1.hint":
    "How different the colours that come back are from those that went in; lower is better. 0 is exactly the same, 0.1 is 5 % of the way from black to white.",
  "series.activeUnits": "Latent numbers in use",
  "series.activeUnits.hint":
    "Latent numbers that tell the decoder something about a picture. The sliders of the others do little.",
  "series.cycle": "There and back",
  "series.cycle.hint":
    "How different a patch is after being translated and translated back; lower keeps more of the photo. 0 is exactly the same, 0.1 is 5 % of the way from black to white.",
  "series.identity": "Left alone",
  "series.identity.hint":
    "How much a patch that is of the wanted class already is changed; lower is better, since it should be left alone. 0 is exactly the same, 0.1 is 5 % of the way from black to white.",
  "series.change": "Change by translating",
  "series.change.hint":
    "How far a translation is from its photo. Near 0 the model has learnt to leave everything as it is. 0 is exactly the same, 0.1 is 5 % of the way from black to white.",

  "side.discriminator": "Discriminator only",
  "side.discriminator.letter": "D",
  "side.discriminator.hint":
    "One step in which only the discriminator learns; the generator keeps its weights.",
  "side.generator": "Generator only",
  "side.generator.letter": "G",
  "side.generator.hint":
    "One step in which only the generator learns; the discriminator keeps its weights.",
  "side.discriminators": "Discriminators only",
  "side.discriminators.letter": "D",
  "side.discriminators.hint":
    "One step in which only the two discriminators learn; the generators keep their weights.",
  "side.generators": "Generators only",
  "side.generators.letter": "G",
  "side.generators.hint":
    "One step in which only the two generators learn; the discriminators keep their weights.",

  "task.generate": "Generate",
  "task.reconstruct": "Reconstruct",
  "task.translate": "Translate",
  "task.classify": "Classify",
} as const;
