"""PyTorch's times, the peer of `npm run bench`: whole training steps of a network, and matrix products.

Lines of JSON on standard input and output. {"call": "steps", "params": {"graph", "batch", "threads", "layout",
"masked", "warmups", "steps", "turnMs"}} with the network as a layer graph (src/core/model/graph.ts), or {"call":
"products", "params": {"size", "threads", "repeats"}}. The answer is {"wallMs": [...], "cpuMs": [...]}, CPU time of all
threads, one number each a step or product. {"call": "block", "params": {"graph", "batch", "device", "threads",
"layout", "masked", "warmups", "turnMs"}} times steps one after the other, of which nothing is read until the last is
done, and answers {"steps", "wallMs", "cpuMs"}: how many there were, and the time of one. {"call": "versions"} tells
PyTorch's and Python's, {"call": "devices"} where it can compute.
"""

import json
import platform
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


def even_padding(node):
    padding = node["layer"]["padding"]
    if padding["top"] != padding["bottom"] or padding["left"] != padding["right"]:
        raise ValueError(f"{node['name']} has uneven padding, which PyTorch's layer does not know.")
    return padding["top"], padding["left"]


def convolution(node, channels):
    layer = node["layer"]
    window = {"stride": layer["stride"], "padding": even_padding(node), "bias": layer["bias"]}
    return nn.Conv2d(channels, layer["out"], layer["kernel"], **window)


def average_pool(node, channels):
    layer = node["layer"]
    return nn.AvgPool2d(layer["kernel"], layer["stride"], even_padding(node), count_include_pad=layer["countPadding"])


def batch_norm(node, channels):
    return nn.BatchNorm2d(channels, eps=node["layer"]["epsilon"], momentum=node["layer"]["momentum"])


def dense(node, channels):
    return nn.Sequential(nn.Flatten(), nn.Linear(channels, node["layer"]["out"], bias=node["layer"]["bias"]))


LAYERS = {
    "input": lambda node, channels: nn.Identity(),
    "conv2d": convolution,
    "batchNorm": batch_norm,
    "relu": lambda node, channels: nn.ReLU(inplace=True),
    "add": lambda node, channels: Add(),
    "maxPool": lambda node, channels: nn.MaxPool2d(
        node["layer"]["kernel"], node["layer"]["stride"], even_padding(node)
    ),
    "avgPool": average_pool,
    "globalAvgPool": lambda node, channels: GlobalAveragePool(),
    "flatten": lambda node, channels: nn.Flatten(),
    "dense": dense,
    "dropout": lambda node, channels: nn.Dropout(node["layer"]["rate"]),
}


def make_layer(node, nodes):
    op = node["layer"]["op"]
    if op not in LAYERS:
        raise ValueError(f"{node['name']} is a layer of kind {op}, which this program does not know.")
    return LAYERS[op](node, nodes[node["inputs"][0]]["shape"][0] if node["inputs"] else None)


def timed(work):
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def answer(times):
    return {"wallMs": [wall for wall, _ in times], "cpuMs": [cpu for _, cpu in times]}


def make_step(graph, batch, layout, masked, device="cpu"):
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    torch.manual_seed(0)
    network = Network(graph["nodes"]).to(device=device, memory_format=memory_format)
    images = torch.randn(batch, *graph["nodes"][0]["shape"]).to(device=device, memory_format=memory_format)
    labels = (torch.arange(batch) % graph["classes"]).to(device)
    pruned = [layer for layer in network.modules() if isinstance(layer, (nn.Conv2d, nn.Linear))] if masked else []
    weights = [layer.weight for layer in pruned]
    masks = [(torch.rand_like(weight) < 0.1).to(weight.dtype) for weight in weights]
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)

    def step():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for weight, mask in zip(weights, masks):
                weight.mul_(mask)
        return loss

    return step


def steps(graph, batch, threads, layout, masked, warmups, steps, turnMs):
    torch.set_num_threads(threads)
    step = make_step(graph, batch, layout, masked)
    for _ in range(warmups):
        step().item()
    times = []
    while not times or (len(times) < steps and sum(wall for wall, _ in times) < turnMs):
        times.append(timed(lambda: step().item()))
    return answer(times)


def block(graph, batch, device, threads, layout, masked, warmups, turnMs):
    torch.set_num_threads(threads)
    step = make_step(graph, batch, layout, masked, device)

    def several(count):
        for _ in range(count):
            loss = step()
        # A GPU computes long after it was asked to: the clock is read when it is done.
        SYNCHRONISE[device]()
        return loss.item()

    for _ in range(warmups):
        wall, _ = timed(lambda: several(1))
    count = max(1, round(turnMs / wall))
    wall, cpu = timed(lambda: several(count))
    return {"steps": count, "wallMs": wall / count, "cpuMs": cpu / count}


def products(size, threads, repeats):
    torch.set_num_threads(threads)
    a, b = torch.randn(size, size), torch.randn(size, size)
    return answer([timed(lambda: torch.mm(a, b)) for _ in range(repeats)])


def versions():
    return {"pytorch": torch.__version__, "python": platform.python_version()}


SYNCHRONISE = {"cpu": lambda: None, "cuda": torch.cuda.synchronize, "mps": lambda: torch.mps.synchronize()}


def devices():
    found = [{"device": "cpu", "name": "the CPU"}]
    if torch.cuda.is_available():
        found.append({"device": "cuda", "name": torch.cuda.get_device_name()})
    if torch.backends.mps.is_available():
        found.append({"device": "mps", "name": "Apple's GPU"})
    return found


CALLS = {"steps": steps, "block": block, "products": products, "versions": versions, "devices": devices}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(CALLS[request["call"]](**request["params"])), flush=True)
