import { existsSync } from "node:fs";
import { join, posix, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { breaches, ringOf, rings } from "./rings";
import { root, sources } from "./sources";

// AssemblyScript: compiled by itself.
const kernels = /^(src\/engine\/sparse|bench)\/kernels\//;
const files = sources(["src", "webview", "bench"], [".ts", ".mts", ".tsx"]).filter(({ path }) => !kernels.test(path));

test("every import keeps to the import table", () => {
  expect(files.flatMap(breaches)).toEqual([]);
});

test("the table lets the compiler see the same rings", () => {
  const projects = Object.entries(rings).filter(([name]) => name !== "manifest");
  for (const [name, { place, ours }] of projects) {
    const folder = join(root, place.endsWith(".ts") ? posix.dirname(place) : place);
    const read = ts.readConfigFile(join(folder, "tsconfig.json"), (file) => ts.sys.readFile(file));
    const { projectReferences = [] } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
    const referenced = projectReferences.map(({ path }) => ringOf(relative(root, path)));
    expect(new Set(referenced), name).toEqual(new Set(ours.filter((ring) => ring !== "manifest")));
  }
});

test("only one file knows the element library, so that another can replace it", () => {
  const users = files.filter(({ text }) => text.includes("@vscode/webview-ui-toolkit"));
  expect(users.length).toBeLessThanOrEqual(1);
});

test("every ring of the table exists", () => {
  for (const { place } of Object.values(rings)) expect(existsSync(join(root, place)), place).toBe(true);
});

test.each([
  ["a static import", "src/core/run/state.ts", 'import { window } from "vscode";'],
  ["a type-only import", "src/core/run/state.ts", 'import type { Uri } from "vscode";'],
  ["a type written as an import", "src/core/run/state.ts", 'export type U = import("vscode").Uri;'],
  ["a dynamic import", "src/core/run/state.ts", 'export const f = () => import("node:fs");'],
  ["a required module", "src/cli/main.ts", 'const x = require("vscode");'],
  ["an import by assignment", "src/cli/main.ts", 'import x = require("vscode");'],
  ["a re-export", "src/store/runs.ts", 'export * from "../host/contributions";'],
  ["a reference", "src/core/random.ts", '/// <reference types="node" />'],
  ["a computed import", "src/host/load.ts", "export const load = (name: string) => import(name);"],
  ["a module of Node without its prefix", "src/store/runs.ts", 'import fs from "fs";'],
  ["a process entry", "src/host/launch.ts", 'import { main } from "../trainer/main";'],
  ["the tests", "src/host/launch.ts", 'import { x } from "../../test/harness/server";'],
  ["a ring that is not in the table", "src/extra/thing.ts", ""],
])("the rule sees %s", (_, path, text) => {
  expect(breaches({ path, text })).toHaveLength(1);
});

test.each([
  ["src/core/run/state.ts", 'import { parse } from "yaml"; import type { RunEvent } from "./event";'],
  ["src/host/runs/tree.ts", 'import * as vscode from "vscode"; import { fold } from "../../core/run/state";'],
  ["webview/run/chart.ts", 'import { Chart } from "chart.js/auto";'],
])("the rule lets pass what the table allows in %s", (path, text) => {
  expect(breaches({ path, text })).toEqual([]);
});
