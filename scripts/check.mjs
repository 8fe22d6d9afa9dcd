// Types, lint and format of the whole tree. Every stage runs, also after one has failed.
import { join } from "node:path";
import { ensureDependencies } from "./setup.mjs";
import { main, quietly, root, step, StepError } from "./step.mjs";

const stages = [
  { title: "Checking types", program: "typescript/bin/tsc", args: ["-b"] },
  { title: "Checking lint rules", program: "eslint/bin/eslint.js", args: [".", "--max-warnings", "0"] },
  { title: "Checking format", program: "prettier/bin/prettier.cjs", args: [".", "--check", "--log-level", "warn"] },
];

await main(async () => {
  await ensureDependencies();
  const failures = [];
  for (const { title, program, args } of stages) {
    const run = () => quietly(process.execPath, [join(root, "node_modules", program), ...args], { tailLines: 200 });
    await step(title, run).catch((error) => failures.push(error.message));
  }
  if (failures.length > 0) throw new StepError(failures.join("\n\n"));
});
