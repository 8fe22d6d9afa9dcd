import { existsSync } from "node:fs";
import { join } from "node:path";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { Commands, container, Languages, Settings, Views } from "../../src/host/contributions";
import { read, root } from "./sources";

const Text = Type.Record(Type.String(), Type.String());
const Manifest = Type.Object({
  contributes: Type.Object({
    commands: Type.Array(Type.Object({ command: Type.String(), title: Type.String(), category: Type.String() })),
    views: Type.Record(Type.String(), Type.Array(Type.Object({ id: Type.String(), icon: Type.String() }))),
    viewsContainers: Type.Object({ activitybar: Type.Array(Type.Object({ id: Type.String(), icon: Type.String() })) }),
    configuration: Type.Union([Type.Array(Section()), Section()]),
    languages: Type.Array(
      Type.Object({
        id: Type.String(),
        extensions: Type.Array(Type.String()),
        configuration: Type.String(),
        icon: Type.Object({ light: Type.String(), dark: Type.String() }),
      }),
    ),
    grammars: Type.Array(Type.Object({ language: Type.String(), scopeName: Type.String(), path: Type.String() })),
    walkthroughs: Type.Array(
      Type.Object({
        steps: Type.Array(
          Type.Object({
            media: Type.Object({ svg: Type.String(), altText: Type.String() }),
            completionEvents: Type.Array(Type.String(), { minItems: 1 }),
          }),
        ),
      }),
    ),
    configurationDefaults: Type.Record(Type.String(), Type.Unknown()),
  }),
});
const manifestText = read("package.json").text;
const manifest: Static<typeof Manifest> = Value.Parse(Manifest, JSON.parse(manifestText));
const { commands, views, viewsContainers, configuration, languages, grammars } = manifest.contributes;
const english = texts("package.nls.json");

test("the commands of the manifest are those of the typed table", () => {
  sameIds(
    commands.map(({ command }) => command),
    Object.values(Commands),
  );
});

test("the views of the manifest are those of the typed table, in our container", () => {
  expect(Object.keys(views)).toEqual([container]);
  expect(viewsContainers.activitybar.map(({ id }) => id)).toEqual([container]);
  sameIds(
    Object.values(views)
      .flat()
      .map(({ id }) => id),
    Object.values(Views),
  );
});

test("the settings of the manifest are those of the typed table", () => {
  const sections = [configuration].flat();
  sameIds(
    sections.flatMap(({ properties }) => Object.keys(properties)),
    Object.values(Settings),
  );
});

test("the languages of the manifest are those of the typed table, each with a grammar built on YAML's", () => {
  const ids = Object.values(Languages);
  sameIds(
    languages.map(({ id }) => id),
    ids,
  );
  sameIds(
    grammars.map(({ language }) => language),
    ids,
  );
  sameIds(
    Object.keys(manifest.contributes.configurationDefaults),
    ids.map((id) => `[${id}]`),
  );
  for (const { scopeName, path } of grammars) {
    expect(JSON.parse(read(path).text)).toMatchObject({ scopeName, patterns: [{ include: "source.yaml" }] });
  }
});

test("no file belongs to two languages, and a model.json stays JSON", () => {
  const extensions = languages.flatMap(({ extensions }) => extensions);
  sameIds(extensions, [".sparse.yaml", ".sparse.yml", ".sparse.json", ".model.yaml", ".model.yml"]);
});

test("every command stands under Sparse, with a title", () => {
  for (const { command, category, title } of commands) {
    expect(worded(category), command).toBe("Sparse");
    expect(worded(title), command).toMatch(/^[A-Z]/);
  }
});

test("every placeholder of the manifest has a text, and every text a placeholder", () => {
  const placeholders = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? "");
  sameIds([...new Set(placeholders)], Object.keys(english));
});

test("a text of the manifest leads only to commands that are there", () => {
  const ours = Object.values(english).flatMap((text) => [...text.matchAll(/\(command:(sparse\.[\w.]+)\)/g)]);
  const known: readonly string[] = [...Object.values(Commands), ...Object.values(Views).map((view) => `${view}.focus`)];
  expect(ours.map(([, command]) => command!).filter((command) => !known.includes(command))).toEqual([]);
});

test("the walkthrough has four to six steps, each with a picture and an event of ours that completes it", () => {
  const [walkthrough] = manifest.contributes.walkthroughs;
  const { steps } = walkthrough!;
  expect([4, 5, 6]).toContain(steps.length);
  const known: readonly string[] = [...Object.values(Commands), ...Object.values(Views)];
  for (const { media, completionEvents } of steps) {
    expect(existsSync(join(root, media.svg)), media.svg).toBe(true);
    expect(
      completionEvents.map((event) => event.replace(/^on(Command|View):/, "")).filter((id) => !known.includes(id)),
    ).toEqual([]);
  }
});

test("every icon and every file of a language exists", () => {
  const icons = [
    ...[...Object.values(views).flat(), ...viewsContainers.activitybar].map(({ icon }) => icon),
    ...languages.flatMap(({ icon: { light, dark }, configuration }) => [light, dark, configuration]),
  ];
  const files = icons.filter((icon) => !icon.startsWith("$("));
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

function Section() {
  return Type.Object({ properties: Type.Record(Type.String(), Type.Unknown()) });
}

function texts(file: string): Readonly<Record<string, string>> {
  return existsSync(join(root, file)) ? Value.Parse(Text, JSON.parse(read(file).text)) : {};
}

/** A text of the manifest as a person sees it. */
function worded(text: string): string {
  const key = /^%(.+)%$/.exec(text)?.[1];
  return key === undefined ? text : (english[key] ?? "");
}

function sameIds(actual: readonly string[], expected: readonly string[]): void {
  expect([...actual].sort()).toEqual([...expected].sort());
}
