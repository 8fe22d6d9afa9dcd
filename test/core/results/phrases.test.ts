import { expect, test } from "vitest";
import { english } from "../../../src/core/results/phrases";
import { japanese } from "../../../src/core/results/phrases.ja";
import { sources } from "../../rules/sources";
import { expectSameTemplates, japaneseText } from "../japanese";

test("all that the results page says is there in Japanese, with the same arguments", () => {
  expectSameTemplates(english, japanese);
  const untranslated = Object.entries(japanese).filter(([, text]) => !japaneseText.test(text));
  expect(untranslated.map(([id]) => id)).toEqual(["axis.metric", "schemes.difference", "outliers.auc"]);
});

test("every phrase is said somewhere", () => {
  const code = sources(["src/core/results"], [".ts"])
    .filter(({ path }) => !path.includes("phrases"))
    .map(({ text }) => text.replaceAll(/`([\w.]+)\.\$\{/g, '"$1."'))
    .join();
  // Ids that end in what a person chose are put together from their stem.
  const stems = (id: string) => id.split(".").map((_, end, parts) => `"${parts.slice(0, end).join(".")}."`);
  const isSaid = (id: string) => [`"${id}"`, ...stems(id)].some((text) => code.includes(text));
  expect(Object.keys(english).filter((id) => !isSaid(id))).toEqual([]);
});
