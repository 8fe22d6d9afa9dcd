// npm run bench [-- --quick] [--out DIR]: builds, then times training steps of ours and of PyTorch, where it is found.
import { join } from "node:path";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { main, openly, root } from "./step.mjs";

await main(async () => {
  await ensureDependencies();
  await ensureBuild();
  // The benchmark frees a network's memory before the next one's turn.
  const args = ["--expose-gc", join(root, "out", "bench", "main.mjs"), ...process.argv.slice(2)];
  return openly(process.execPath, args);
});
