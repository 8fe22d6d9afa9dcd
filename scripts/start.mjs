// npm start: trains the quickstart experiment in this terminal. Further arguments go to `sparse run`.
import { join } from "node:path";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { main, openly, root } from "./step.mjs";

await main(async () => {
  await ensureDependencies();
  await ensureBuild();
  const experiment = join("examples", "quickstart.sparse.yaml");
  const code = await openly(process.execPath, [
    join(root, "dist", "cli.js"),
    "run",
    experiment,
    ...process.argv.slice(2),
  ]);
  if (code === 0) process.stdout.write("\nTo see this run in the editor: npm run editor\n");
  return code;
});
