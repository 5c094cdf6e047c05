"""PyTorch's side of `bench inference`: computes ONNX graphs, call by call.

Each line on stdin is a call as JSON, each line on stdout its answer. The graphs lie in the folder that the command line
names, when `open` is called: `graphs.json` says what lies where in `numbers.bin`.
"""

import json
import os
import sys
import time

import torch
from torch.nn import functional as F

from serve_lines import serve


def padded(x, pads, value=0.0):
    top, left, bottom, right = pads
    return F.pad(x, (left, right, top, bottom), value=value) if any(pads) else x


def conv(node, x, weight, bias):
    return F.conv2d(padded(x, node.get("pads", [0] * 4)), weight, bias, node.get("strides", [1, 1]))


def transposed(node, x, weight, bias):
    whole = F.conv_transpose2d(x, weight, bias, node["strides"])
    top, left, bottom, right = node["pads"]
    return whole[:, :, top : whole.shape[2] - bottom, left : whole.shape[3] - right]


def max_pool(node, x):
    return F.max_pool2d(padded(x, node["pads"], -torch.inf), node["kernel_shape"], node["strides"])


def average_pool(node, x):
    assert not any(node["pads"]), "An average over a padded rim is not written for PyTorch"
    return F.avg_pool2d(x, node["kernel_shape"], node["strides"])


def cut(_, x, starts, stops):
    return x[tuple(slice(start, stop) for start, stop in zip(starts.tolist(), stops.tolist()))]


OPERATIONS = {
    "Add": lambda _, a, b: a + b,
    "AveragePool": average_pool,
    "Concat": lambda node, *parts: torch.cat(parts, node["axis"]),
    "Conv": conv,
    "ConvTranspose": transposed,
    "Div": lambda _, a, b: a / b,
    "Gemm": lambda _, x, weight, bias: torch.addmm(bias, x, weight),
    "LeakyRelu": lambda node, x: F.leaky_relu(x, node["alpha"]),
    "Log": lambda _, x: x.log(),
    "MaxPool": max_pool,
    "Mul": lambda _, a, b: a * b,
    "ReduceMean": lambda node, x: x.mean(node["axes"], keepdim=bool(node["keepdims"])),
    "Relu": lambda _, x: x.relu(),
    "Reshape": lambda _, x, shape: x.reshape(shape.tolist()),
    "Sigmoid": lambda _, x: x.sigmoid(),
    "Slice": cut,
    "Softmax": lambda node, x: x.softmax(node["axis"]),
    "Sqrt": lambda _, x: x.sqrt(),
    "Sub": lambda _, a, b: a - b,
    "Tanh": lambda _, x: x.tanh(),
}


# Numbers of each result that are compared, as in `inferenceCell.ts`.
COMPARED = 5000


class Graph:
    def __init__(self, facts, numbers):
        def tensor(place):
            dtype = torch.int64 if place["isWhole"] else torch.float32
            count = torch.Size(place["shape"]).numel()
            flat = torch.frombuffer(numbers, dtype=dtype, count=count, offset=place["offset"])
            return flat.view(place["shape"]).clone()

        self.nodes = [
            (OPERATIONS[node["type"]], node["attributes"], node["inputs"], node["output"])
            for node in facts["nodes"]
        ]
        self.constants = {name: tensor(place) for name, place in facts["constants"].items()}
        self.inputs = {name: tensor(place) for name, place in facts["inputs"].items()}
        self.outputs = facts["outputs"]

    def compute(self):
        values = {**self.constants, **self.inputs}
        for operation, attributes, inputs, output in self.nodes:
            values[output] = operation(attributes, *(values[name] for name in inputs))
        return [values[name].numpy() for name in self.outputs]


class Cell:
    """The methods that can be called; see `inferenceCell.ts`."""

    def __init__(self, folder):
        self.folder = folder

    def open(self, _engine, _case):
        torch.set_num_threads(os.cpu_count() or 1)
        torch.set_grad_enabled(False)
        with open(f"{self.folder}/graphs.json", encoding="utf8") as text:
            facts = json.load(text)
        with open(f"{self.folder}/numbers.bin", "rb") as file:
            numbers = bytearray(file.read())
        self.graphs = [Graph(each, numbers) for each in facts]
        self.call()
        results = [result for graph in self.graphs for result in graph.compute()]
        plain = [r.transpose(0, 2, 3, 1) if r.ndim == 4 else r for r in results]
        return {
            "device": f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads",
            "numbers": [float(x) for result in plain for x in result.ravel()[:COMPARED]],
        }

    def turn(self, max_ms, most):
        samples, end = [], time.perf_counter() + max_ms / 1000
        while len(samples) < most and (not samples or time.perf_counter() < end):
            start = time.perf_counter()
            self.call()
            samples.append(1000 * (time.perf_counter() - start))
        return samples

    def call(self):
        for graph in self.graphs:
            graph.compute()


serve(Cell(sys.argv[1]))
