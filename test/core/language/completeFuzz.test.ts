import { readFileSync } from "node:fs";
import fc from "fast-check";
import { isScalar } from "yaml";
import { expect, test } from "vitest";
import { completions } from "../../../src/core/language/complete/complete";
import type { Completion } from "../../../src/core/language/complete/completion";
import { readDocument, type DocumentKind } from "../../../src/core/language/document";
import { slotAt } from "../../../src/core/language/slot";
import { readYaml } from "../../../src/core/yamlText";
import { exampleTexts, machine } from "../experiment/examples";
import { accepted, context } from "./completing";
import { atCursor } from "./marked";
import { fuzzing, mutated } from "./mutations";

const lookup = machine({ "./net.model.yaml": "version: 1\nlayers:\n  - dense: 10\n" });
const models = [readFileSync("examples/small.model.yaml", "utf8")];
const texts: Readonly<Record<DocumentKind, readonly string[]>> = { experiment: exampleTexts(), model: models };

/** Each case reads its text several times. */
const few = { ...fuzzing, numRuns: Math.ceil(fuzzing.numRuns / 4) };

const broken = fc.constantFrom<DocumentKind>("experiment", "model").chain((kind) => {
  return fc.record({ kind: fc.constant(kind), text: mutated(texts[kind]), at: fc.nat(), pick: fc.nat() });
});

test("completion never throws, stays in the line of the cursor, and what it puts there is read", () => {
  let read = 0;
  fc.assert(
    fc.property(broken, ({ kind, text, at, pick }) => {
      const offset = at % (text.length + 1);
      const offered = completions(readDocument(kind, text, lookup), offset, context);
      for (const { span } of offered) {
        expect(0 <= span.start && span.start <= offset && offset <= span.end && span.end <= text.length).toBe(true);
        expect(text.slice(span.start, span.end)).not.toMatch(/[\r\n]/);
      }
      if (offered.length === 0) return;
      const chosen = offered[pick % offered.length]!;
      // Where tabs indent, YAML has no answer to hold it against.
      if (chosen.kind !== "template" && isWord(chosen) && !/^ *\t/m.test(text)) {
        expect(wordRead(kind, text, chosen)).toEqual(chosen.label);
        read++;
      }
    }),
    few,
  );
  expect(read).toBeGreaterThan(few.numRuns / 10);
});

/** Files without problems, with the cursor on a line of its own before a key, or behind an opening brace. */
const whole = fc.constantFrom<DocumentKind>("experiment", "model").chain((kind) => {
  return fc.record({ kind: fc.constant(kind), text: fc.constantFrom(...texts[kind]).chain(opened), pick: fc.nat() });
});

function opened(text: string): fc.Arbitrary<string> {
  const places = [...text.matchAll(/\{(?= )|^ *(?=\w+:)/gm)].map(({ index, 0: found }) => ({ index, found }));
  return fc.constantFrom(...places).map(({ index, found }) => {
    const space = found === "{" ? "{ ▮" : `${found}▮\n${found}`;
    return text.slice(0, index) + space + text.slice(index + found.length);
  });
}

test("a key that completion adds to a file without problems is a key of it", () => {
  let added = 0;
  fc.assert(
    fc.property(whole, ({ kind, text, pick }) => {
      const { document, offset } = atCursor(text, kind, lookup);
      const keys = completions(document, offset, context).filter((completion) => completion.kind === "key");
      if (keys.length === 0) return;
      const written = accepted(document.text, keys[pick % keys.length]!).replace("▮", "");
      const { problems } = readDocument(kind, written, lookup);
      const wrong = problems.filter(({ code }) => /unknown-key|duplicate-key|key-not-applicable|yaml/.test(code));
      expect(wrong, written).toEqual([]);
      added++;
    }),
    few,
  );
  expect(added).toBeGreaterThan(few.numRuns / 4);
});

/** What is a single key or value, not a list or a mapping. */
function isWord({ label }: Completion): boolean {
  return !/^[[{*<]|:/.test(label);
}

/** The key or value that stands where the completion was put. */
function wordRead(kind: DocumentKind, text: string, completion: Completion): string | undefined {
  const after = accepted(text, completion).replace("▮", "");
  const word = { ...completion, snippet: completion.snippet };
  const start =
    completion.span.start +
    accepted("", { ...word, span: { start: 0, end: 0 } })
      .replace("▮", "")
      .indexOf(completion.label);
  const slot = slotAt(readYaml(after), kind, { start, end: start + completion.label.length });
  return isScalar(slot?.node) ? String(slot.node.value) : undefined;
}
