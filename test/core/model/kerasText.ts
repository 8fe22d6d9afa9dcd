/** Keras model texts, as short as a test can write them. */
export type Config = Readonly<Record<string, unknown>>;

export const conv = (settings: Config = {}): Config =>
  layer("Conv2D", { filters: 4, kernel_size: [3, 3], ...settings });

export function layer(kind: string, config: Config = {}): Config {
  return { class_name: kind, config };
}

/** A sequential model over 3×8×8 images; layers without a name get one from their place. */
export function sequential(layers: readonly Config[], input: unknown = [null, 8, 8, 3]): string {
  const named = layers.map(({ class_name, config }, index) => ({
    class_name,
    config: { name: `l${index}`, ...(index === 0 ? { batch_input_shape: input } : {}), ...(config as Config) },
  }));
  return JSON.stringify({ class_name: "Sequential", config: { name: "net", layers: named } }, null, 1);
}

/** Each entry: name, layer, names of its sources. The first is the input, the last the output. */
export function functional(entries: readonly (readonly [string, Config, ...string[]])[], form: 2 | 3 = 2): string {
  const reference = (source: string): unknown =>
    form === 2
      ? [source, 0, 0, {}]
      : { class_name: "__keras_tensor__", config: { shape: [null], dtype: "float32", keras_history: [source, 0, 0] } };
  const calls = (sources: readonly string[]): unknown[] => {
    if (sources.length === 0) return [];
    const references = sources.map(reference);
    if (form === 2) return [references];
    return [{ args: sources.length > 1 ? [references] : references, kwargs: {} }];
  };
  const layers = entries.map(([name, { class_name, config }, ...sources]) => ({
    class_name,
    name,
    config: { name, ...(config as Config) },
    inbound_nodes: calls(sources),
  }));
  const [first, last] = [entries[0]![0], entries.at(-1)![0]];
  const ends =
    form === 2
      ? { input_layers: [[first, 0, 0]], output_layers: [[last, 0, 0]] }
      : { input_layers: [first, 0, 0], output_layers: [last, 0, 0] };
  return JSON.stringify({ class_name: "Functional", config: { name: "net", layers, ...ends } }, null, 1);
}

export const image = layer("InputLayer", { batch_input_shape: [null, 8, 8, 3] });
export const head = [layer("GlobalAveragePooling2D"), layer("Dense", { units: 10, activation: "softmax" })];
