/** Model definition files of any supported kind. */
import { readKerasModel } from "./keras";
import type { ModelContext, ModelReading } from "./reading";
import { readYamlModel } from "./yamlModel";

/**
 * Reads a model definition: by its name's ending, and by its first character where that says nothing.
 *
 * @param context what the data settles, where it is known
 */
export function readModel(fileName: string, text: string, context: ModelContext = {}): ModelReading {
  if (/\.json$/i.test(fileName)) return readKerasModel(text, context);
  if (/\.ya?ml$/i.test(fileName)) return readYamlModel(text, context);
  return /^\s*[{[]/.test(text) ? readKerasModel(text, context) : readYamlModel(text, context);
}
