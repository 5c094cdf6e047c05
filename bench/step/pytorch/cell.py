"""PyTorch's side of the benchmark: takes a problem's training step, call by call.

Each line on stdin is a call as JSON, each line on stdout its answer. The problem (first weights and the
inputs of some steps) lies in the folder that the command line names, when `open` is called.
"""

import json
import os
import sys
import time

import torch
from torch.nn import functional as F

import networks
from serve_lines import serve


class Problem:
    def __init__(self, folder):
        with open(f"{folder}/problem.json", encoding="utf8") as text:
            self.facts = json.load(text)
        with open(f"{folder}/problem.bin", "rb") as numbers:
            self.numbers = bytearray(numbers.read())
        self.hparams = self.facts["hparams"]

    def tensor(self, place):
        dtype = torch.int32 if place["dtype"] == "int32" else torch.float32
        count = torch.Size(place["shape"]).numel()
        flat = torch.frombuffer(self.numbers, dtype=dtype, count=count, offset=place["offset"])
        return flat.view(place["shape"]).clone()

    def hand_over(self, name, parameters):
        """First weights by position; kernels from [kh, kw, I, O] and dense ones from [I, O]."""
        places = self.facts["weights"][name]
        assert len(places) == len(parameters), f"{name} has {len(parameters)} parameters"
        with torch.no_grad():
            for place, parameter in zip(places, parameters):
                given = self.tensor(place)
                turned = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,)}[given.dim()]
                parameter.copy_(given.permute(turned))

    def inputs(self, step):
        """By name; images as NCHW, labels as int64."""
        steps = self.facts["steps"]
        tensors = {k: self.tensor(place) for k, place in steps[step % len(steps)].items()}
        for name in ("images", "fakes"):
            if name in tensors:
                tensors[name] = tensors[name].permute(0, 3, 1, 2).contiguous()
        if "labels" in tensors:
            tensors["labels"] = tensors["labels"].long()
        return tensors

    def adam(self, *parameters):
        rate, beta1 = self.hparams["learningRate"], self.facts["beta1"]
        return torch.optim.Adam(parameters, lr=rate, betas=(beta1, 0.999), eps=1e-7)


def descend(optimizer, loss):
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss.detach()


def cost_as_real(logits):
    return F.softplus(-logits).mean()


def cost_as_fake(logits):
    return F.softplus(logits).mean()


def gan_step(problem):
    size, width = problem.facts["size"], problem.facts["width"]
    generate, score = networks.generator(size, width), networks.Discriminator(size, width)
    problem.hand_over("generator", list(generate.parameters()))
    problem.hand_over("discriminator", list(score.parameters()))
    d_adam, g_adam = problem.adam(*score.parameters()), problem.adam(*generate.parameters())

    def take(images, z, keptReal, keptFake, zAgain, keptForged):
        with torch.no_grad():
            fakes = generate(z)
        judged = cost_as_real(score(images, keptReal)) + cost_as_fake(score(fakes, keptFake))
        d_loss = descend(d_adam, judged)
        score.requires_grad_(False)
        g_loss = descend(g_adam, cost_as_real(score(generate(zAgain), keptForged)))
        score.requires_grad_(True)
        return {"dLoss": d_loss, "gLoss": g_loss}

    return take


def discriminator_step(problem):
    score = networks.Discriminator(problem.facts["size"], problem.facts["width"])
    problem.hand_over("discriminator", list(score.parameters()))
    adam = problem.adam(*score.parameters())

    def take(images, fakes, keptReal, keptFake):
        judged = cost_as_real(score(images, keptReal)) + cost_as_fake(score(fakes, keptFake))
        return {"loss": descend(adam, judged)}

    return take


def vae_step(problem):
    size, width, batch = (problem.facts[key] for key in ("size", "width", "batchSize"))
    latent, beta, sigma = (problem.hparams[key] for key in ("latentDim", "beta", "sigma"))
    encode = networks.Encoder(size, width, latent)
    decode = networks.decoder(size, width, latent)
    problem.hand_over("encoder", list(encode.parameters()))
    problem.hand_over("decoder", list(decode.parameters()))
    adam = problem.adam(*encode.parameters(), *decode.parameters())

    def take(images, noise):
        mean, log_var = encode(images)
        means = decode(mean + (0.5 * log_var).exp() * noise)
        error = (images - means).square().sum() / (2 * sigma**2 * batch)
        kl = 0.5 * (mean.square() + log_var.exp() - log_var - 1).sum() / batch
        return {"loss": descend(adam, error + beta * kl)}

    return take


def classifier_step(problem):
    size, width = problem.facts["size"], problem.facts["width"]
    smoothing = problem.hparams["labelSmoothing"]
    backbone = networks.Backbone(width)
    head = networks.Head(width, problem.facts["classes"])
    problem.hand_over("backbone", backbone.ordered())
    problem.hand_over("head", list(head.parameters()))
    adam = problem.adam(*backbone.parameters(), *head.parameters())

    def take(images, kept, keptHidden, labels):
        pooled = networks.pooled_features(backbone, images, size // 8)
        logits = head(pooled, kept, keptHidden)
        return {"loss": descend(adam, F.cross_entropy(logits, labels, label_smoothing=smoothing))}

    return take


STEPS = {
    "gan": gan_step,
    "discriminator": discriminator_step,
    "vae": vae_step,
    "classifier": classifier_step,
}


class Cell:
    """The methods that can be called; see `cell.ts`."""

    def __init__(self, folder):
        self.folder = folder

    def open(self, _engine, _case):
        start = time.perf_counter()
        torch.set_num_threads(os.cpu_count() or 1)
        self.problem = Problem(self.folder)
        self.take = STEPS[self.problem.facts["network"]](self.problem)
        self.taken = 0
        losses = [self.timed()[1] for _ in range(2)]
        device = f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"
        warm_up = 1000 * (time.perf_counter() - start)
        return {"device": device, "warmUpMs": warm_up, "losses": losses[0]}

    def turn(self, max_ms, most):
        samples, end = [], time.perf_counter() + max_ms / 1000
        while len(samples) < most and (not samples or time.perf_counter() < end):
            ms, _ = self.timed()
            samples.append({"ms": ms, "hostMs": ms})
        return {"samples": samples, "counts": None, "peakBytes": None}

    def timed(self):
        inputs = self.problem.inputs(self.taken)
        self.taken += 1
        start = time.perf_counter()
        losses = {name: float(loss) for name, loss in self.take(**inputs).items()}
        return 1000 * (time.perf_counter() - start), losses


serve(Cell(sys.argv[1]))
