import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder, sparse } from "./sparse";

const tiny = `version: 1
model: cifar_resnet_8_4
data: { format: builtin, seed: 1, train: 50, test: 20 }
prune: { scheme: erk, density: 0.3 }
train: { epochs: 1, batch: 16 }
seeds: [1, 2]
`;

interface Printed {
  readonly runs: readonly string[];
  readonly files: readonly string[];
  readonly claims: readonly { readonly id: string; readonly verdict: string; readonly scale: string }[];
}

test("a report is made of an experiment's runs, of some by name, or of all", () => {
  const folder = newFolder();
  const file = join(folder, "tiny.sparse.yaml");
  writeFileSync(file, tiny);
  const out = join(folder, "report");
  const runs = join(folder, ".sparse");
  const printed = (...words: readonly string[]): Printed => {
    const { code, out: text, err } = sparse("report", ...words, "--json");
    expect([code, err]).toEqual([0, ""]);
    return JSON.parse(text) as Printed;
  };

  const unfinished = sparse("report", file, "--out", out);
  expect([unfinished.code, unfinished.out]).toEqual([2, ""]);
  expect(unfinished.err).toMatch(
    /^There are no runs to report on of .*tiny\.sparse\.yaml in .*\. Start some: sparse run/,
  );
  expect(readdirSync(folder)).toEqual(["tiny.sparse.yaml"]);

  expect(sparse("run", file).code).toBe(0);
  const { code, out: said } = sparse("report", file, "--out", out);
  expect(code).toBe(0);
  expect(said).toMatch(/RQ1 +(supported here|contradicted here|undecided) +A randomly pruned network matches/);
  expect(said).toContain("not tested");
  expect(said.trimEnd().endsWith(join(out, "report.html"))).toBe(true);
  const page = readFileSync(join(out, "report.html"), "utf8");
  expect(page).toContain("<h1>Report: tiny.sparse.yaml</h1>");
  const sections = [...page.matchAll(/<section id="(\w+)">/g)].map(([, id]) => id);
  expect(sections).toEqual(["accuracy", "schemes", "training", "reliability", "layers", "cost", "table"]);
  expect(readFileSync(join(out, "charts", "accuracy-density.svg"), "utf8")).toMatch(/^<svg/);

  // ERK and its dense twin, with two seeds each
  const all = printed("--runs", runs, "--out", out);
  expect(all.runs).toHaveLength(4);
  expect(all.files).toEqual(expect.arrayContaining(["report.html", "report.md", "charts/training-loss.csv"]));
  expect(all.claims[0]!.id).toBe("match");
  expect(all.claims[0]!.scale).toMatch(/^4 runs, 2 seeds; cifar_resnet_8_4/);

  // One run by its folder: its dense twin comes along
  const [erk] = readdirSync(join(runs, "runs")).filter((id) => id.includes("erk-0.3-s1"));
  const one = printed(join(runs, "runs", erk!), "--out", join(folder, "one"));
  expect(one.runs.map((id) => id.replace(/-[^-]+$/, ""))).toEqual([
    "cifar_resnet_8_4-erk-0.3-s1",
    "cifar_resnet_8_4-dense-s1",
  ]);
  expect(one.claims[0]!.verdict).toBe("undecided");

  const japanese = printed(erk!, "--runs", runs, "--language", "ja", "--out", join(folder, "one"));
  expect(japanese.claims[0]!.scale).toContain("エポック");
});

test("what is no report is never written over, and what cannot be used is said in a sentence", () => {
  const folder = newFolder();
  writeFileSync(join(folder, "notes.txt"), "mine");
  const refused = (...words: readonly string[]): string => {
    const { code, out, err } = sparse("report", ...words);
    expect([code, out]).toEqual([2, ""]);
    return err.trim();
  };
  expect(refused("--out", folder)).toBe(
    `--out is ${folder}, but ${join(folder, "notes.txt")} is no report's: give an empty or a new folder.`,
  );
  const out = join(folder, "report");
  expect(refused("nothing", "--runs", folder, "--out", out)).toMatch(
    /^No run is called "nothing"; "sparse runs" lists/,
  );
  expect(refused("no.sparse.yaml", "--out", out)).toBe(
    "no.sparse.yaml cannot be read: there is no such file or folder.",
  );
  expect(refused("--runs", folder, "--out", out)).toMatch(/^There are no runs to report on in /);
  expect(refused("--language", "de", "--out", out)).toBe("--language is de, but must be en or ja.");
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});
