import { expect, test } from "vitest";
import { planGraph, type Plan } from "../../../src/core/experiment/plan";
import { planKey, planStem, planTitle } from "../../../src/core/experiment/plans";
import { planFault, readPlan } from "../../../src/core/experiment/readPlan";
import { plansOf } from "./examples";

const plan = plansOf("version: 1\nmodel: cifar_resnet_8\nprune: { density: 0.25 }").at(-1)!;
const graph = planGraph(plan);

function withFile(file: string, name = "net"): Plan {
  return { ...plan, model: { file, graph: { ...graph, name } } };
}

test("a plan has a short title, and a stem that any file system takes", () => {
  expect(planTitle(plan)).toBe("cifar_resnet_8 · erk 0.25 · seed 1");
  expect(planStem(plan)).toBe("cifar_resnet_8-erk-0.25-s1");
  expect(planStem(withFile("/home/x.model.yaml", "my nets: ü/a b?"))).toBe("my_nets_a_b_-erk-0.25-s1");
  expect(planStem(withFile("C:\\nets\\small.json", "model"))).toBe("small-erk-0.25-s1");
});

test("plans are equal by what decides the numbers, not by order, file or name", () => {
  const { seed, ...rest } = plan;
  expect(planKey({ seed, ...rest })).toBe(planKey(plan));
  expect(planKey(withFile("/a/one.model.yaml", "one"))).toBe(planKey(withFile("/b/two.model.yaml", "two")));
  expect(planKey({ ...plan, seed: 2 })).not.toBe(planKey(plan));
  const [first, ...others] = graph.nodes;
  const wider = { ...graph, nodes: [{ ...first!, name: "image" }, ...others] };
  expect(planKey({ ...plan, model: { file: "/a", graph: wider } })).not.toBe(planKey(withFile("/a")));
});

test("a plan survives its way through a file", () => {
  for (const written of [plan, withFile("/a/net.model.yaml")]) {
    expect(readPlan(JSON.parse(JSON.stringify(written)))).toEqual(written);
  }
});

test("a plan of a newer version says so", () => {
  expect(readPlan({ ...plan, version: 2 })).toBeUndefined();
  expect(planFault({ ...plan, version: 2 })).toBe(
    "The plan is of version 2, but this Sparse Explorer reads version 1; update Sparse Explorer.",
  );
});

test("a damaged plan names the place", () => {
  expect(planFault("plan")).toBe("The plan is no JSON object, so the run cannot be read.");
  expect(planFault({ ...plan, train: { ...plan.train, epochs: 0 } })).toBe("In the plan, train.epochs must be >= 1.");
  expect(planFault({ ...plan, prune: { ...plan.prune, scheme: "erkk" } })).toContain("In the plan, prune.scheme");
  expect(planFault({ ...plan, model: { preset: "vgg12" } })).toContain('No model is called "vgg12"');
});

test("a network that does not hang together is no plan", () => {
  const broken = graph.nodes.map((node) => (node.name === "fc" ? { ...node, shape: [9, 1, 1] as const } : node));
  expect(planFault({ ...plan, model: { file: "/a", graph: { ...graph, nodes: broken } } })).toBe(
    'In the plan, the layer "fc" does not fit the layers before it.',
  );
  // A rectifier keeps its input's shape, so only the order of the nodes is wrong.
  const looped = graph.nodes.map((node, index) => (node.name === "relu" ? { ...node, inputs: [index] } : node));
  expect(readPlan({ ...plan, model: { file: "/a", graph: { ...graph, nodes: looped } } })).toBeUndefined();
});

test("a preset's network has the data's classes and images", () => {
  const onDigits = planGraph({ ...plan, data: { format: "mnist", path: "/mnist" } });
  expect(onDigits.nodes[0]!.shape).toEqual([1, 28, 28]);
  expect(planGraph({ ...plan, data: { format: "cifar100", path: "/cifar" } }).classes).toBe(100);
});
