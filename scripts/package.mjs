// npm run package [-- --target win32-x64]: builds the VSIX of a platform, else of this one, and prints its size.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { placeDawn, targets, thisPlatform } from "./dawn.mjs";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { main, quietly, root, step, StepError } from "./step.mjs";

await main(async () => {
  const { values } = parseArgs({ options: { target: { type: "string", default: thisPlatform } } });
  const { target } = values;
  if (!Object.hasOwn(targets, target)) {
    throw new StepError(`There is no VSIX for ${target}; choose one by --target: ${Object.keys(targets).join(", ")}.`);
  }
  await ensureDependencies();
  await ensureBuild();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = `sparse-explorer-${version}-${target}.vsix`;
  await step(`Packaging for ${target}`, async () => {
    placeDawn(target);
    try {
      await quietly(process.execPath, [
        join(root, "node_modules", "@vscode", "vsce", "vsce"),
        ...["package", "--target", target, "--no-dependencies", "--allow-missing-repository"],
        ...["--no-rewrite-relative-links", "-o", file],
      ]);
    } finally {
      placeDawn(thisPlatform);
    }
  });
  process.stdout.write(`${file}: ${Math.round(statSync(join(root, file)).size / 1000)} kB\n`);
});
