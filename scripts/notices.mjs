// The licences of what the bundles contain: they ask to be passed on with every copy.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, StepError } from "./step.mjs";

/** Writes dist/THIRD-PARTY-NOTICES.txt for the packages named in esbuild's account of its inputs, and for `others`. */
export function writeNotices(metafiles, others) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const bundled = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  const folders = new Set([...bundled, ...others]);
  const notices = [...folders].sort().map(notice);
  writeFileSync(join(root, "dist", "THIRD-PARTY-NOTICES.txt"), notices.join(`\n\n${"─".repeat(80)}\n\n`));
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const file = readdirSync(join(root, folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
  if (file === undefined && license === undefined)
    throw new StepError(`${folder} has no licence; it must not be shipped.`);
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(root, folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}`;
}
