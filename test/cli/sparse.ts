import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real, bundled command. */
export function sparse(...words: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("dist/cli.js"), ...words], {
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "sparse-cli-"));
}
