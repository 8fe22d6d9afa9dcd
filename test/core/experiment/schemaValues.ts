import fc from "fast-check";
import * as Type from "typebox";
import type { TObject, TSchema } from "typebox";
import { closedTexts, formsOf, keysOf, numericKeyword, propertyOf } from "../../../src/core/experiment/forms";
import { cellSchema, fileSchema } from "../../../src/core/experiment/schema";
import { isRecord } from "../../../src/core/record";

/** Experiment files of which some fit their schema and some nearly do. */
export function someFiles(): fc.Arbitrary<unknown> {
  const parts = fc.array(someKeys({}), { minLength: 1, maxLength: 2 });
  return fc
    .tuple(someKeys({ version: 1, model: "cifar_resnet_8_8" }), fc.option(parts), fc.option(parts))
    .map(([file, combine, exclude]) => ({
      ...file,
      ...(combine === null ? {} : { combine }),
      ...(exclude === null ? {} : { exclude }),
    }));
}

type Path = readonly string[];

/** A few keys of a file, most of them with a value that their schema takes. */
function someKeys(basis: Readonly<Record<string, unknown>>): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const places = placesIn([cellSchema], []);
  const edits = places.map(([path, schema]) => fc.tuple(fc.constant(path), placed(schema)));
  const misspelt: Path[] = [["zebra"], ["prune", "zebra"]];
  const wrong = fc.tuple(fc.constantFrom(...places.map(([path]) => path), ...misspelt), fc.constantFrom(...oddities));
  const edit = fc.oneof({ weight: 6, arbitrary: fc.oneof(...edits) }, { weight: 1, arbitrary: wrong });
  return fc
    .array(edit, { maxLength: 4 })
    .map((all) => all.reduce((file, [path, value]) => withValue(file, path, value), basis));
}

/** Every key in all forms a value may have, but for the version. */
function placesIn(forms: readonly TObject[], path: Path): (readonly [Path, TSchema])[] {
  const keys = keysOf(forms).filter((key) => key in fileSchema.properties.combine.items.properties || path.length > 0);
  return keys.flatMap((key) => {
    const [here, schema] = [[...path, key], propertyOf(forms, key)!];
    return [[here, schema] as const, ...placesIn(formsOf(schema).mappings, here)];
  });
}

/** A value, a range or an axis. */
function placed(schema: TSchema): fc.Arbitrary<unknown> {
  const [one, item] = [fitting(schema), Type.IsArray(schema) ? schema.items : schema];
  const ranges = range(item);
  const axis = fc.array(Type.IsArray(schema) ? one : fc.oneof(one, ...ranges), { minLength: 1, maxLength: 3 });
  return fc.oneof(one, axis, ...ranges);
}

function fitting(schema: TSchema): fc.Arbitrary<unknown> {
  const { mappings, plain } = formsOf(schema);
  const texts = closedTexts(plain);
  if (texts !== undefined) return fc.constantFrom(...texts);
  if (plain === undefined || mappings.length > 0) return fc.constantFrom({}, ...(plain === undefined ? [] : ["vgg11"]));
  if (Type.IsArray(plain)) return fc.array(fc.oneof(fitting(plain.items), ...range(plain.items)), { maxLength: 3 });
  if (Type.IsBoolean(plain)) return fc.boolean();
  return Type.IsString(plain) ? fc.constant("./a") : fc.constant(numberIn(plain));
}

function range(schema: TSchema): fc.Arbitrary<unknown>[] {
  if (!Type.IsNumber(schema) && !Type.IsInteger(schema)) return [];
  const from = numberIn(schema);
  const whole = Type.IsInteger(schema) ? [{ from, to: from + 2 }] : [];
  return [fc.constantFrom({ from, to: from, step: 1 }, { from, to: from * 1.5, times: 2 }, ...whole)];
}

/** A number well within the limits of its schema. */
function numberIn(schema: TSchema): number {
  const limit = (name: string, other: string): number =>
    numericKeyword(schema, name) ?? numericKeyword(schema, other) ?? 0;
  const middle = (limit("minimum", "exclusiveMinimum") + limit("maximum", "exclusiveMaximum")) / 2;
  return Type.IsInteger(schema) ? Math.floor(middle) : middle;
}

const oddities: readonly unknown[] = [
  ...[null, true, 0, 1, 0.5, -1, 1e12, "", "vgg11", "builtin", "mnist", "erk", "sgd", "multistep", "cosine"],
  ...[[], [1], [0.5, 1], [[1]], [[0.5], []], [null], ["crop"], [["crop"], []], ["ece"], [true, false]],
  ...[["mnist", "builtin"], ["builtin", "zebra"], ["cosine", "multistep"], ["vgg", "resnet"], [["cosine"]]],
  ...[{}, [{}], { kind: "cosine" }, { kind: ["cosine", "constant"], gamma: 0.5 }, { format: "mnist", path: "./a" }],
  ...[{ format: ["mnist", "builtin"], path: "./a", seed: 1 }, { family: "vgg", depth: [11, 13] }, { density: [1] }],
  ...[{ from: 1 }, { from: 1, to: 2, step: 1, times: 2 }, { from: [1], to: 2 }, { from: 1, to: 2, zebra: 1 }],
];

function withValue(value: unknown, [key, ...rest]: Path, item: unknown): Readonly<Record<string, unknown>> {
  const mapping = isRecord(value) ? value : {};
  return { ...mapping, [key!]: rest.length === 0 ? item : withValue(mapping[key!], rest, item) };
}
