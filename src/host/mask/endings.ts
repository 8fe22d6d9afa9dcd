/** Endings of the files that can be read; a test compares them with the formats. */
export const checkpointEndings: readonly string[] = ["safetensors", "npz", "npy", "onnx", "h5", "hdf5", "keras"];
