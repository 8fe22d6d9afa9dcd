"""PyTorch's time for whole training steps of one network: the peer of `npm run bench`.

Lines of JSON on standard input and output. First in: {"graph", "batch", "threads"}, the network as a layer graph
(src/core/model/graph.ts). Then for each measurement {"layout", "masked", "warmups", "steps"}, which is answered by
[[wall ms, CPU ms of all threads], ...], one pair a step.
"""

import json
import sys
import time

import torch
from torch import nn


class Network(nn.Module):
    def __init__(self, nodes):
        super().__init__()
        self.nodes = nodes
        self.layers = nn.ModuleList(make_layer(node, nodes) for node in nodes)

    def forward(self, images):
        values = [images]
        for node, layer in zip(self.nodes[1:], self.layers[1:]):
            values.append(layer(*(values[index] for index in node["inputs"])))
        return values[-1]


class Add(nn.Module):
    """In place, as torchvision's networks add: what batch norm put out is not asked for again."""

    def forward(self, body, shortcut):
        body += shortcut
        return body


class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3), keepdim=True)


def make_layer(node, nodes):
    layer = node["layer"]
    inputs = [nodes[index]["shape"][0] for index in node["inputs"]]
    match layer["op"]:
        case "input":
            return nn.Identity()
        case "conv2d":
            padding = layer["padding"]
            if padding["top"] != padding["bottom"] or padding["left"] != padding["right"]:
                raise ValueError(f"{node['name']} has uneven padding, which PyTorch's layer does not know.")
            window = {"stride": layer["stride"], "padding": (padding["top"], padding["left"]), "bias": layer["bias"]}
            return nn.Conv2d(inputs[0], layer["out"], layer["kernel"], **window)
        case "batchNorm":
            return nn.BatchNorm2d(inputs[0], eps=layer["epsilon"], momentum=layer["momentum"])
        case "relu":
            return nn.ReLU(inplace=True)
        case "add":
            return Add()
        case "globalAvgPool":
            return GlobalAveragePool()
        case "flatten":
            return nn.Flatten()
        case "dense":
            return nn.Sequential(nn.Flatten(), nn.Linear(inputs[0], layer["out"], bias=layer["bias"]))
        case op:
            raise ValueError(f"{node['name']} is a layer of kind {op}, which this program does not know.")


def time_steps(graph, batch, layout, masked, warmups, steps):
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    torch.manual_seed(0)
    network = Network(graph["nodes"]).to(memory_format=memory_format)
    images = torch.randn(batch, *graph["nodes"][0]["shape"]).to(memory_format=memory_format)
    labels = torch.arange(batch) % graph["classes"]
    pruned = [layer for layer in network.modules() if isinstance(layer, (nn.Conv2d, nn.Linear))] if masked else []
    weights = [layer.weight for layer in pruned]
    masks = [(torch.rand_like(weight) < 0.1).to(weight.dtype) for weight in weights]
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    times = []
    for _ in range(warmups + steps):
        cpu, wall = time.process_time(), time.perf_counter()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for weight, mask in zip(weights, masks):
                weight.mul_(mask)
        loss.item()
        times.append([1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)])
    return times[warmups:]


network = json.loads(sys.stdin.readline())
torch.set_num_threads(network["threads"])
for line in sys.stdin:
    print(json.dumps(time_steps(network["graph"], network["batch"], **json.loads(line))), flush=True)
