import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { readDocument } from "../../../src/core/language/document";
import { applied } from "../../../src/core/language/edit";
import { formatting } from "../../../src/core/language/format";
import { sameMeaning } from "../../../src/core/language/sameMeaning";
import { machine } from "../experiment/examples";

function formatted(text: string): string {
  return applied(text, formatting(readDocument("experiment", text, machine())));
}

function check(text: string, expected: string): void {
  expect(formatted(text)).toBe(expected);
  expect(formatted(expected)).toBe(expected);
}

test("the examples are as they are to be", () => {
  const folder = new URL("../../../examples/", import.meta.url);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".yaml"))) {
    const text = readFileSync(new URL(name, folder), "utf8");
    expect([name, formatted(text)]).toEqual([name, text]);
  }
});

test("sections are two spaces further in than their keys, whatever they were", () => {
  check(
    "train:\n    schedule:\n       kind: cosine\n    epochs: 3\n",
    "train:\n  schedule:\n    kind: cosine\n  epochs: 3\n",
  );
  check("train:\n schedule:\n  kind: cosine\n", "train:\n  schedule:\n    kind: cosine\n");
});

test("lists are two spaces further in than their keys, and what is in an item than its dash", () => {
  check(
    "layers:\n- relu\n-   conv:\n      out: 3\n      kernel: 3\n- - 1\n  -   2\n-\n  a: 1\n",
    "layers:\n  - relu\n  - conv:\n      out: 3\n      kernel: 3\n  - - 1\n    - 2\n  -\n    a: 1\n",
  );
});

test("one space stands behind colons and commas and within braces, none within brackets", () => {
  check(
    "prune: {scheme:   [erk,uniform , dense ],density :0.1}\n",
    "prune: { scheme: [erk, uniform, dense], density :0.1 }\n",
  );
  check('a  :   { "b":1,c: {  }, d: [ ] , }\n', 'a: { "b": 1, c: {}, d: [], }\n');
  check("x: {:   1,  : 2}\n", "x: { : 1, : 2 }\n");
  check("x: &a   1\n*a  : 2\ny: { *a : 1, ? b : 2 }\n", "x: &a 1\n*a : 2\ny: { *a : 1, ? b: 2 }\n");
});

test("lines keep their breaks in brackets too, and their places follow from the brackets", () => {
  check(
    "prune: {\n scheme: [\n      erk,   # one\n  dense\n  ],\n    # two\n    density: [0.1,\n   0.2]\n    }\n",
    "prune: {\n  scheme: [\n    erk,   # one\n    dense\n  ],\n  # two\n  density: [0.1,\n    0.2]\n}\n",
  );
  check(
    "layers:\n- conv: {out: 3,\n    kernel: 3}\n- [\n 1]\n",
    "layers:\n  - conv: { out: 3,\n      kernel: 3 }\n  - [\n      1]\n",
  );
});

test("a bracket on its own line is further in than its key", () => {
  check("a:\n [1,\n 2\n ]\n", "a:\n  [1,\n    2\n  ]\n");
});

test("comments stay: on their lines with what is around them, behind values where they are lined up", () => {
  check(
    "# top\na:   1    # one\nlong: 2 # two\n\n\n    # stray\ntrain:\n    # of epochs\n    epochs: 3\n    # of train\n# of seeds\nseeds: [1]\n  # end",
    "# top\na: 1    # one\nlong: 2 # two\n\n\n# stray\ntrain:\n  # of epochs\n  epochs: 3\n  # of train\n# of seeds\nseeds: [1]\n# end\n",
  );
  check("- a: 1\n  # inside\n# outside\n-  b: 2\n   # inside\n", "- a: 1\n  # inside\n# outside\n- b: 2\n  # inside\n");
});

test("blank lines stay, blanks at the ends of lines go, and a text ends with a single line break", () => {
  check("version: 1  \n \t \n\nmodel: vgg11\t# why  \n\n\n", "version: 1\n\n\nmodel: vgg11 # why\n");
  check("model: vgg11", "model: vgg11\n");
  check("", "");
  check("# only\n\n", "# only\n");
});

test("line breaks stay what they are, and so does a mark of the byte order", () => {
  check("a:\r\n    b: 1 \r\n\r\n    c: [1,\r\n     2]", "a:\r\n  b: 1\r\n\r\n  c: [1,\r\n    2]\r\n");
  check("\ufeffa:   1", "\ufeffa: 1\n");
});

test("quotes, numbers, anchors, tags and keys stay as they are written", () => {
  check(
    "b:  !x  'it''s'\na:  5.0e-4\n\"c\":   &n  0x1F\nd:   *n\n",
    "b: !x 'it''s'\na: 5.0e-4\n\"c\": &n 0x1F\nd: *n\n",
  );
  check("a: &a\n   b: 1\nc:\n     <<:   *a\n", "a: &a\n  b: 1\nc:\n  <<: *a\n");
});

test("texts of several lines move with what they belong to, and keep what counts in them", () => {
  check(
    "a:\n      b: |\n         one\n           two\n\n         three\n      c: 1\n",
    "a:\n  b: |\n    one\n      two\n\n    three\n  c: 1\n",
  );
  check("a:\n - |2-\n    one\n", "a:\n  - |2-\n     one\n");
  check("a: plain\n      text\nb: 'in\n\n quotes '\n", "a: plain\n  text\nb: 'in\n\n  quotes '\n");
});

test("JSON is laid out as JSON", () => {
  const text =
    '{"version":1,"model":"vgg11", "prune":{"density":[0.1,1e-2],"scheme":"erk"},\n\n"evaluation":{},"a":[],"b":[[1],[{"c":null}]]}';
  check(text, `${JSON.stringify(JSON.parse(text), null, 2).replace("0.01", "1e-2")}\n`);
});

test("a broken text is left as it is", () => {
  for (const text of ["a:   [1,\nb: 2", "a: 1\n\tb: 2", "a:   1\n---\nb: 2", "a:   *b: 1\r"]) check(text, text);
});

test("texts that differ in anything but blanks do not mean the same", () => {
  const text = "a: &x [1, 'b'] # c\nd: *x\n";
  expect(sameMeaning(text, " a:   &x [1,\n   'b']   # c\n d: *x")).toBe(true);
  for (const other of [
    "a: &x [1, 'b']\nd: *x\n",
    "a: &x [1, 'b'] # C\nd: *x\n",
    "a: &y [1, 'b'] # c\nd: *y\n",
    "a: &x [1, b] # c\nd: *x\n",
    "a: &x [1, 'b'] # c\nd: !t *x\n",
    "a: &x !t [1, 'b'] # c\nd: *x\n",
    "a: &x [2, 'b'] # c\nd: *x\n",
    "a: &x ['1', 'b'] # c\nd: *x\n",
    "a: &x [1, 'b'] # c\nd: *x\ne:\n",
    "a: &x [1, ['b']] # c\nd: *x\n",
    "a: &x [1, 'b' # c\nd: *x\n",
  ]) {
    expect([other, sameMeaning(text, other)]).toEqual([other, false]);
  }
  expect(sameMeaning("a: [1, [2, 3]]", "a: [1, [2], 3]")).toBe(false);
  expect(sameMeaning("a: [", "a: [")).toBe(false);
});

test("only what changes is edited, so that cursors stay", () => {
  const text = "version: 1\nmodel:  vgg11\nseeds: [1,2]\n";
  expect(formatting(readDocument("experiment", text, machine()))).toEqual([
    { span: { start: 17, end: 19 }, text: " " },
    { span: { start: 35, end: 35 }, text: " " },
  ]);
});
