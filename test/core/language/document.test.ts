import { expect, test } from "vitest";
import { readDocument } from "../../../src/core/language/document";
import type { Graph } from "../../../src/core/model/graph";
import { machine } from "../experiment/examples";

test("what a broken text still says is there for completion and hovers", () => {
  const { yaml, problems } = readDocument("experiment", "version: 1\nprune: { scheme: er", machine());
  expect(problems.map(({ code }) => code)).toEqual(["yaml-syntax"]);
  expect(yaml.contents?.toJSON()).toEqual({ version: 1, prune: { scheme: "er" } });
});

test("every cell knows its network and the places of its values", () => {
  const text = "version: 1\nmodel: cifar_resnet_8\nprune: { density: [0.5, 0.25] }";
  const document = readDocument("experiment", text, machine());
  if (document.kind !== "experiment") throw new Error("an experiment was read");
  const places = document.cells.map(({ cell, graph, point }) => {
    const prune = point.kind === "mapping" ? point.entries.get("prune")?.value : undefined;
    const density = prune?.kind === "mapping" ? prune.entries.get("density")?.value.span : undefined;
    return [cell.prune.density, graph.name, text.slice(density?.start, density?.end)];
  });
  expect(places).toEqual([
    [0.5, "cifar_resnet_8", "0.5"],
    [0.25, "cifar_resnet_8", "0.25"],
  ]);
});

test("a model file is its network", () => {
  const document = readDocument(
    "model",
    "version: 1\ninput: [3, 8, 8]\nlayers: [globalAvgPool, dense: { out: 4 }]",
    machine(),
  );
  expect(document.kind === "model" ? document.graph?.classes : undefined).toBe(4);
});

test("a built-in network that is kept is not built again", () => {
  const lookup = { ...machine(), networks: new Map<string, Graph>() };
  const read = (text: string) => {
    const document = readDocument("experiment", text, lookup);
    return document.kind === "experiment" ? document.cells.map(({ graph }) => graph) : [];
  };
  const [first] = read("version: 1\nmodel: cifar_resnet_8");
  const [again, other] = read("version: 1\nmodel: [{ family: cifar_resnet, depth: 8 }, vgg11]");
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});
