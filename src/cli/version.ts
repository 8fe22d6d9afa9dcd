import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as Type from "typebox";
import * as Value from "typebox/value";
import { programFolder } from "./engines";

/** As the manifest beside the bundled programs says. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(programFolder, "..", "package.json"), "utf8"));
  return Value.Parse(Type.Object({ version: Type.String() }), manifest).version;
}
