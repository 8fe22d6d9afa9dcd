import { expect, test } from "vitest";
import type { DocumentKind } from "../../../src/core/language/document";
import { slotAt } from "../../../src/core/language/slot";
import { typeWords } from "../../../src/core/language/typeWords";
import { atCursor } from "./marked";

/** What stands at the cursor, where, and what may stand there. */
function at(marked: string, kind: DocumentKind = "experiment"): string | undefined {
  const { document, offset } = atCursor(marked, kind);
  const slot = slotAt(document.yaml, kind, { start: offset, end: offset });
  return slot && `${slot.role} ${slot.path.join(".")}: ${slot.schema ? typeWords(slot.schema, "en") : "unknown"}`;
}

test("a place is known by its keys, in flow and in block", () => {
  const density = "prune.density: number greater than 0 and at most 1";
  expect(at("prune: { density: 0.▮1 }")).toBe(`value ${density}`);
  expect(at("prune:\n  den▮sity: 0.1")).toBe(`key ${density}`);
  expect(at("prune: { densty▮: 0.1 }")).toBe("key prune.densty: unknown");
});

test("a list where one value is expected is an axis of such values", () => {
  expect(at("prune: { density: [0.5, 0.▮1] }")).toMatch(/^value prune.density: number/);
  expect(at("prune: [{ scheme: erk }, { scheme: u▮niform }]")).toMatch(/^value prune.scheme: dense \\| uniform/);
  expect(at("seeds: [1, ▮2]")).toMatch(/^value seeds: whole number/);
  expect(at("evaluate: [[accuracy], [▮nll]]")).toMatch(/^value evaluate: accuracy \\| nll/);
});

test("what is written decides between mappings", () => {
  expect(at("data: { format: imagenet, si▮ze: 32 }")).toMatch(/^key data.size: whole number/);
  expect(at("data: { format: cifar10, si▮ze: 32 }")).toBe("key data.size: unknown");
  expect(at("data: [&d { format: imagenet, path: ./a }, { <<: *d, si▮ze: 32 }]")).toMatch(/^key data.size: whole/);
});

test("entries of combine and exclude are as the file itself, and ranges have keys", () => {
  expect(at("combine:\n  - prune: { density: 0.▮1 }")).toMatch(/^value prune.density: number/);
  expect(at("prune: { density: { from: 0.▮1 } }")).toBe("value prune.density.from: number");
  expect(at("model: { family: vgg, depth: { to▮: 3 } }")).toBe("key model.depth.to: number");
});

test("layers of a model file have the settings of their kind, in branches too", () => {
  expect(at("layers: [conv: { ker▮nel: 3 }]", "model")).toMatch(/^key layers.conv.kernel: whole number/);
  expect(at("layers:\n  - residual:\n      body:\n        - dropout: { rate: ▮0.1 }", "model")).toBe(
    "value layers.residual.body.dropout.rate: number of at least 0 and less than 1",
  );
  expect(at("layers:\n  - conv: { kernel: [3, ▮1] }", "model")).toMatch(/^value layers.conv.kernel: whole number/);
});

test("broken files have places too, comments none", () => {
  expect(at("prune: { scheme: e▮rk\ntrain:\n  epochs: 3")).toMatch(/^value prune.scheme/);
  expect(at("prune: { scheme: erk } # e▮rk")).toBeUndefined();
  expect(at("▮")).toBeUndefined();
});
