import ts from "typescript";
import { expect, test } from "vitest";
import { sources, type Source } from "./sources";

const longest = 400;
const tests = sources(["test"], [".test.ts"]);

test(`no source file has more than ${String(longest)} lines`, () => {
  const long = sources(["src", "webview", "bench", "test", "scripts"], [".ts", ".mts", ".mjs", ".js", ".css"])
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > longest);
  expect(long).toEqual([]);
});

test("every test file lies where it is found by its name", () => {
  const found = new Set(tests.filter(isFound).map(({ path }) => path));
  const all = sources(["."], [".ts", ".mts", ".mjs", ".js"]).filter(({ path }) => /[.-](test|spec)\.\w+$/.test(path));
  expect(all.map(({ path }) => path).filter((path) => !found.has(path))).toEqual([]);
});

test("no test is left out or runs alone", () => {
  expect(tests.flatMap(marks)).toEqual([]);
});

test("the rule sees a test that is left out", () => {
  const text = 'test.skip("a", () => {}); suite.only("b", () => {}); test.todo("c"); test("d", () => {});';
  expect(marks({ path: "a.test.ts", text })).toEqual([
    "a.test.ts: test.skip",
    "a.test.ts: suite.only",
    "a.test.ts: test.todo",
  ]);
});

/** As vitest.config.mjs and scripts/bundles.mjs find them. */
function isFound({ path }: Source): boolean {
  return !path.startsWith("test/editor/") || path.startsWith("test/editor/suite/");
}

/** Uses of `test.only` and its like. */
function marks({ path, text }: Source): readonly string[] {
  const found: string[] = [];
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;

  function visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const [owner, member] = [node.expression.text, node.name.text];
      if (/^(test|it|describe|suite)$/.test(owner) && /^(only|skip|todo|fails)$/.test(member))
        found.push(`${path}: ${owner}.${member}`);
    }
    ts.forEachChild(node, visit);
  }
}
