"""Small checkpoint files by the tools that people have, and what numpy counts in them.

Run with numpy, safetensors, onnx, h5py, keras and torch installed:
    KERAS_BACKEND=torch python make.py
"""
import json
import pathlib

import h5py
import keras
import ml_dtypes
import numpy as np
import onnx
import safetensors.numpy
from onnx import TensorProto, helper, numpy_helper

here = pathlib.Path(__file__).parent
random = np.random.default_rng(6)


def sparse(shape, density, dtype=np.float32):
    values = random.normal(size=shape).astype(dtype)
    values[random.random(shape) >= density] = 0
    return values


def counted(array, output, input):
    """What must be found: kept, dead filters, and the fans' ends."""
    kept = np.asarray(array != 0)
    axes = lambda axis: tuple(a for a in range(kept.ndim) if a != axis)
    fan_in, fan_out = kept.sum(axes(output)), kept.sum(axes(input))
    return {
        "shape": list(kept.shape),
        "kept": int(kept.sum()),
        "size": int(kept.size),
        "deadFilters": int((fan_in == 0).sum()),
        "fanIn": [int(fan_in.min()), int(fan_in.max())],
        "fanOut": [int(fan_out.min()), int(fan_out.max())],
    }


conv = sparse((6, 3, 3, 3), 0.3)
conv[2] = 0
dense = sparse((4, 6), 0.5)
net = {"conv.weight": conv, "conv.bias": np.ones(6, np.float32), "fc.weight": dense, "fc.bias": np.ones(4, np.float32)}
found = {}


def torch_order(name):
    return {name: {"conv.weight": counted(conv, 0, 1), "fc.weight": counted(dense, 0, 1)}}


# safetensors, in several number types.
mixed = {
    "f16": sparse((5, 4), 0.5, np.float16),
    "bf16": sparse((5, 4), 0.5, ml_dtypes.bfloat16),
    "f64": sparse((5, 4), 0.5, np.float64),
    "i8": (sparse((5, 4), 0.5) * 50).astype(np.int8),
    "u8": (np.abs(sparse((5, 4), 0.5)) * 50).astype(np.uint8),
    "flag": sparse((5, 4), 0.5) != 0,
}
safetensors.numpy.save_file(net, here / "net.safetensors")
found |= torch_order("net.safetensors")
safetensors.numpy.save_file(mixed, here / "types.safetensors")
found["types.safetensors"] = {name: counted(array, 0, 1) for name, array in mixed.items()}

# numpy: stored and deflated, both orders, both ends first.
np.savez(here / "net.npz", **net)
found |= torch_order("net.npz")
orders = {
    "rows": sparse((5, 4, 3), 0.4),
    "columns": np.asfortranarray(sparse((5, 4, 3), 0.4)),
    "big": sparse((5, 4), 0.4).astype(">f8"),
    "names": np.array(["a", "b"]),
    "count": np.int64(3),
}
np.savez_compressed(here / "orders.npz", **orders)
found["orders.npz"] = {name: counted(orders[name], 0, 1) for name in ("rows", "columns", "big")}
np.save(here / "alone.npy", dense)
found["alone.npy"] = {"alone": counted(dense, 0, 1)}

# ONNX: a convolution, its transpose, and matrices in either order.
transposed, product, gemm = sparse((3, 6, 2, 2), 0.5), sparse((6, 4), 0.4), sparse((4, 5), 0.5)
inline = sparse((3, 5), 0.5)
initializers = [
    numpy_helper.from_array(conv, "conv.weight"),
    numpy_helper.from_array(transposed, "up.weight"),
    numpy_helper.from_array(product, "product"),
    numpy_helper.from_array(gemm, "gemm"),
    # Its numbers stand in float_data, not in raw_data.
    helper.make_tensor("inline", TensorProto.FLOAT, inline.shape, inline.flatten()),
    numpy_helper.from_array(np.array([1, -1], np.int64), "shape"),
]
nodes = [
    helper.make_node("Conv", ["x", "conv.weight"], ["a"], "conv"),
    helper.make_node("ConvTranspose", ["a", "up.weight"], ["b"], "up"),
    helper.make_node("MatMul", ["b", "product"], ["c"], "matmul"),
    helper.make_node("Gemm", ["c", "gemm"], ["d"], "gemm"),
    helper.make_node("Gemm", ["d", "inline"], ["y"], "last", transB=1),
]
graph = helper.make_graph(nodes, "net", [helper.make_tensor_value_info("x", TensorProto.FLOAT, None)],
                          [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], initializers)
onnx.save(helper.make_model(graph), here / "net.onnx")
# The same with its numbers in a file of their own, as PyTorch saves large models.
onnx.save(helper.make_model(graph), here / "external.onnx", save_as_external_data=True, location="external.onnx.data",
          size_threshold=0)
found["net.onnx"] = found["external.onnx"] = {
    "conv.weight": counted(conv, 0, 1),
    "up.weight": counted(transposed, 1, 0),
    "product": counted(product, 1, 0),
    "gemm": counted(gemm, 1, 0),
    "inline": counted(inline, 0, 1),
}

# Keras: kernels have the outputs last, and the optimizer keeps a tensor for each.
kernel, matrix = np.transpose(conv, (2, 3, 1, 0)), dense.T
model = keras.Sequential([keras.Input((3, 3, 3)), keras.layers.Conv2D(6, 3, name="conv"),
                          keras.layers.Dense(4, name="fc")])
model.compile(optimizer=keras.optimizers.SGD(momentum=0.9), loss="mse")
model.optimizer.build(model.trainable_variables)
model.get_layer("conv").set_weights([kernel, np.ones(6)])
model.get_layer("fc").set_weights([matrix, np.ones(4)])
keras_order = [counted(kernel, 3, 2), counted(matrix, 1, 0)]
for name in ("net.keras", "net.h5", "net.weights.h5"):
    (model.save_weights if name.endswith(".weights.h5") else model.save)(here / name)
found["net.keras"] = dict(zip(["layers/conv2d/vars/0", "layers/dense/vars/0"], keras_order))
found["net.weights.h5"] = found["net.keras"]
found["net.h5"] = dict(zip(["conv/sequential/conv/kernel", "fc/sequential/fc/kernel"], keras_order))

# Plain HDF5: chunks and compression, half precision, big-endian numbers.
with h5py.File(here / "plain.hdf5", "w") as file:
    file.create_dataset("block/kernel:0", data=kernel, chunks=(1, 3, 3, 2), compression="gzip", shuffle=True)
    file.create_dataset("half", data=matrix.astype(np.float16))
    file.create_dataset("big", data=matrix.astype(">f4"))
    file.create_dataset("words", data=["a", "b"])
found["plain.hdf5"] = {
    "block/kernel:0": keras_order[0],
    "half": counted(matrix.astype(np.float16), 1, 0),
    "big": keras_order[1],
}

# Files that must be refused: groups that hold each other, and a data set that nobody can read to its end.
with h5py.File(here / "bad_cyclic.h5", "w") as file:
    file.create_group("a")["loop"] = file["/"]
with h5py.File(here / "bad_huge.h5", "w") as file:
    file.create_dataset("w", shape=(10**7, 10**7), dtype="f4", chunks=(1000, 1000))
with h5py.File(here / "bad_chunk.h5", "w") as file:
    file.create_dataset("w", shape=(30000, 30000), dtype="f4", chunks=(30000, 30000))
with h5py.File(here / "bad_links.h5", "w") as file:
    file["outside"] = h5py.ExternalLink("/etc/hosts", "/x")
    file["nowhere"] = h5py.SoftLink("/nothing")

(here / "counts.json").write_text(json.dumps(found, indent=1) + "\n")
