import type { TObject, TSchema } from "typebox";
import { expect, test } from "vitest";
import { keyword } from "../../../src/core/experiment/forms";
import { accepted } from "../../../src/core/model/accepted";
import { settingFormsInJapanese } from "../../../src/core/model/problems.ja";
import { layerKinds, modelSchema } from "../../../src/core/model/schema";

const sentence = expect.stringMatching(/^[A-Z].*\.$/) as unknown;

function keys(schema: TObject): [string, TSchema][] {
  return Object.entries(schema.properties);
}

test("every kind of layer and every key is explained in a sentence", () => {
  const explained: [string, TSchema][] = [
    ...keys(modelSchema),
    ...Object.entries(layerKinds).flatMap(([kind, schema]): [string, TSchema][] => [
      [kind, schema],
      ...keys(schema).map(([key, setting]): [string, TSchema] => [`${kind}.${key}`, setting]),
    ]),
  ];
  for (const [path, schema] of explained) expect([path, keyword(schema, "description")]).toEqual([path, sentence]);
});

test("what a setting may be is worded in every language", () => {
  const settings = Object.values(layerKinds).flatMap(keys);
  const read = settings.filter(([key]) => !["name", "body", "shortcut"].includes(key));
  const forms = read.map(([, setting]) => accepted(setting));
  expect(Object.keys(settingFormsInJapanese)).toEqual(expect.arrayContaining(forms));
});

test("the schema is plain JSON", () => {
  for (const schema of [modelSchema, ...Object.values(layerKinds)])
    expect(JSON.parse(JSON.stringify(schema))).toMatchObject({ type: "object" });
});
