// npm run package: builds the VSIX and prints its size.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { main, quietly, root, step } from "./step.mjs";

await main(async () => {
  await ensureDependencies();
  await ensureBuild();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = `sparse-explorer-${version}.vsix`;
  await step("Packaging", () =>
    quietly(process.execPath, [
      join(root, "node_modules", "@vscode", "vsce", "vsce"),
      // It holds a program for this platform.
      ...["--target", `${process.platform}-${process.arch}`],
      ...["package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "-o", file],
    ]),
  );
  process.stdout.write(`${file}: ${Math.round(statSync(join(root, file)).size / 1000)} kB\n`);
});
