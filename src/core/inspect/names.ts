/** Tensors that are not the network's own state stand behind a prefix; the state has PyTorch's plain names. */
export const prefixes = { momentum: "momentum/", best: "best/", mask: "mask/" } as const;
