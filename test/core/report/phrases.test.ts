import { expect, test } from "vitest";
import { english } from "../../../src/core/report/phrases";
import { japanese } from "../../../src/core/report/phrases.ja";
import { sources } from "../../rules/sources";
import { expectSameTemplates, japaneseText } from "../japanese";

test("all that a report says is there in Japanese, with the same arguments", () => {
  expectSameTemplates(english, japanese);
  const untranslated = Object.entries(japanese).filter(([, text]) => !japaneseText.test(text));
  expect(untranslated.map(([id]) => id)).toEqual(["numbers.only", "item.difference", "item.set"]);
});

test("every phrase is said somewhere", () => {
  const code = sources(["src/core/report", "src/report", "src/cli"], [".ts"])
    .filter(({ path }) => !path.includes("phrases"))
    .map(({ text }) => text.replaceAll(/`([\w.]+)\.\$\{/g, '"$1."'))
    .join();
  const isSaid = (id: string) => [`"${id}"`, `"${id.split(".")[0]!}."`].some((text) => code.includes(text));
  expect(Object.keys(english).filter((id) => !isSaid(id))).toEqual([]);
});
