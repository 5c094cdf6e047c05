"""The benchmark's networks in PyTorch, layer by layer as the app has them; images are NCHW inside.

Each network's parameters come in the order in which the app keeps them, so that first weights can be
handed over by position.
"""

import torch
from torch import nn
from torch.nn import functional as F


def norm(channels, slope):
    """Batch normalisation of maps, then a leaky ReLU; the app's momentum and epsilon."""
    return nn.Sequential(
        nn.BatchNorm2d(channels, eps=1e-3, momentum=0.1), nn.LeakyReLU(slope)
    )


def down(inputs, outputs, bias):
    return nn.Conv2d(inputs, outputs, 4, 2, 1, bias=bias)


def up(inputs, outputs, bias):
    return nn.ConvTranspose2d(inputs, outputs, 4, 2, 1, bias=bias)


def flatten(maps):
    """[B, C, H, W] -> [B, H * W * C], in the app's order"""
    return maps.permute(0, 2, 3, 1).flatten(1)


class ToMaps(nn.Module):
    """[B, side * side * C] in the app's order -> [B, C, side, side]"""

    def __init__(self, side):
        super().__init__()
        self.side = side

    def forward(self, x):
        return x.view(len(x), self.side, self.side, -1).permute(0, 3, 1, 2).contiguous()


def generator(size, width):
    side, channels = size // 8, 2 * width
    return nn.Sequential(
        nn.Linear(100, side * side * channels),
        ToMaps(side),
        norm(channels, 0.2),
        up(channels, channels, True),
        norm(channels, 0.2),
        up(channels, width, True),
        norm(width, 0.2),
        up(width, 3, True),
        nn.Tanh(),
    )


class Discriminator(nn.Module):
    """Images and dropout's factors -> logits [B, 1]"""

    def __init__(self, size, width):
        super().__init__()
        self.maps = nn.Sequential(
            down(3, width, True),
            nn.LeakyReLU(0.2),
            down(width, 2 * width, True),
            norm(2 * width, 0.2),
            down(2 * width, 2 * width, True),
            norm(2 * width, 0.2),
        )
        self.dense = nn.Linear((size // 8) ** 2 * 2 * width, 1)

    def forward(self, images, kept):
        return self.dense(flatten(self.maps(images)) * kept)


class Encoder(nn.Module):
    """Images -> zMean, zLogVar [B, latentDim]"""

    def __init__(self, size, width, latent):
        super().__init__()
        layers = [down(3, width, True), nn.LeakyReLU(0.2)]
        channels, side = width, size // 2
        while side > 8:
            layers += [down(channels, 2 * width, False), norm(2 * width, 0.2)]
            channels, side = 2 * width, side // 2
        self.maps = nn.Sequential(*layers)
        self.mean = nn.Linear(side * side * channels, latent)
        self.log_var = nn.Linear(side * side * channels, latent)
        self.unit = nn.BatchNorm1d(latent, eps=1e-3, affine=False)

    def forward(self, images):
        flat = flatten(self.maps(images))
        return self.unit(self.mean(flat)), self.log_var(flat).clamp(-10, 10)


def decoder(size, width, latent):
    channels = 2 * width
    layers = [nn.Linear(latent, 16 * channels), nn.LeakyReLU(0.2), ToMaps(4)]
    side = 8
    while side < size:
        filters = width if side == size // 2 else 2 * width
        layers += [up(channels, filters, False), norm(filters, 0.2)]
        channels, side = filters, 2 * side
    return nn.Sequential(*layers, up(channels, 3, True), nn.Tanh())


class Backbone(nn.Module):
    """Four blocks, each one's maps: [B, 3, H, W] -> [B, w, H/2, W/2], ..."""

    def __init__(self, width):
        super().__init__()
        widths = [3, width, 2 * width, 4 * width, 4 * width]
        self.convs = nn.ModuleList(
            nn.Conv2d(a, b, 5 if at == 0 else 3, 2 if at == 0 else 1, 0 if at == 0 else 1, bias=False)
            for at, (a, b) in enumerate(zip(widths, widths[1:]))
        )
        self.norms = nn.ModuleList(norm(channels, 0.1) for channels in widths[1:])

    def forward(self, images):
        hidden, outputs = F.pad(images, (1, 2, 1, 2)), []  # "same" of a 5 x 5 kernel at stride 2
        for at, (conv, normed) in enumerate(zip(self.convs, self.norms)):
            hidden = normed(conv(hidden))
            if at in (1, 2):
                hidden = F.max_pool2d(hidden, 2)
            outputs.append(hidden)
        return outputs

    def ordered(self):
        """The parameters block by block."""
        blocks = zip(self.convs, self.norms)
        return [p for conv, normed in blocks for p in (*conv.parameters(), *normed.parameters())]


class Head(nn.Module):
    """Pooled features and dropout's factors -> logits"""

    def __init__(self, width, classes):
        super().__init__()
        groups = [width, 2 * width, 4 * width, 4 * width, 1, 2, 3]
        channels = sum(groups)
        self.norm = nn.BatchNorm1d(channels, eps=1e-3, momentum=0.1)
        self.hidden = nn.Linear(channels, 64)
        self.dense = nn.Linear(64, classes)
        share = channels / len(groups)  # every kind of feature weighs the same
        gains = [(share / size) ** 0.5 for size in groups for _ in range(size)]
        self.register_buffer("gains", torch.tensor(gains))

    def forward(self, pooled, kept, kept_hidden):
        hidden = F.leaky_relu(self.hidden(self.norm(pooled) * kept * self.gains), 0.1)
        return self.dense(hidden * kept_hidden)


# Red against green, blue against yellow.
OPPONENTS = torch.tensor([[1, -0.5], [-1, -0.5], [0, 1]])


def pooled_features(backbone, images, grid):
    """Energies of every block, contrast and opponent colours as logarithms, then the colours: [B, n]"""

    def per_image(values):
        return values.mean((1, 2, 3), keepdim=True)

    def pooled(maps):
        cell = maps.shape[2] // grid
        return maps if cell == 1 else F.avg_pool2d(maps, cell)

    centred = images - per_image(images)
    contrast = per_image(centred.square()).sqrt() + 0.1
    opponents = F.conv2d(images, OPPONENTS.T[:, :, None, None])
    energies = [maps.square() for maps in backbone(centred / contrast)]
    energies += [centred.square().mean(1, keepdim=True), opponents.square()]
    means = torch.cat([pooled(maps) for maps in (*energies, images)], 1).mean((2, 3))
    energy, squares, colours = means[:, :-5], means[:, -5:-3], means[:, -3:]
    variances = (squares - (colours @ OPPONENTS).square()).relu()
    return torch.cat([(energy + 1e-3).log(), (variances + 1e-3).log(), colours], 1)
