// npm run bench [-- --quick] [--out DIR] …: builds, then times training steps of ours and of PyTorch, where it is found.
import { join } from "node:path";
import { ensureBrowser } from "./machine.mjs";
import { ensureRuntimes } from "./runtimes.mjs";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { main, openly, root } from "./step.mjs";

await main(async () => {
  await ensureDependencies();
  await ensureBuild();
  const args = process.argv.slice(2);
  const atHand = args.some((arg) => /^--(quick|node|engine|readme|language|page|runs)\b/.test(arg));
  const others = atHand ? [] : await ensureRuntimes();
  const nodes = others.flatMap((program) => ["--node", program]);
  const browser = args.includes("--page") ? ["--browser", await ensureBrowser()] : [];
  return openly(process.execPath, [join(root, "out", "bench", "main.mjs"), ...args, ...nodes, ...browser]);
});
