import { expect, test } from "vitest";
import { positionOf, problemLine } from "../../src/core/position";

/** The place of the bar, as "line:column". */
function at(marked: string): string {
  const { line, column } = positionOf(marked.replace("▮", ""), marked.indexOf("▮"));
  return `${line}:${column}`;
}

test("lines and columns count from one", () => {
  expect(["▮", "▮a", "ab▮", "a\n▮", "a\n\nbc▮d"].map(at)).toEqual(["1:1", "1:1", "1:3", "2:1", "3:3"]);
});

test("every kind of line end is one line end", () => {
  expect(["a\r\n▮b", "a\r▮b", "a\n▮b", "a\r\n\r\nb▮"].map(at)).toEqual(["2:1", "2:1", "2:1", "3:2"]);
  expect(at("a\r▮\nb")).toBe("1:3");
});

test("columns are UTF-16 code units, as in editors", () => {
  expect(at("💥a▮")).toBe("1:4");
});

test("a place beyond the text is its end", () => {
  expect(positionOf("ab\nc", 99)).toEqual({ line: 2, column: 2 });
});

test("a problem is one line a terminal can follow", () => {
  const problem = {
    span: { start: 3, end: 4 },
    severity: "error",
    code: "empty-list",
    args: { key: "seeds" },
  } as const;
  expect(problemLine("a.sparse.yaml", "a:\nb", problem)).toBe(
    "a.sparse.yaml:2:1: error empty-list seeds is an empty list; give it at least one value.",
  );
});
