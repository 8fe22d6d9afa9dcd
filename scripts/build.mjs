// npm run build [-- --watch]: dist/ and the in-editor tests, from nothing.
import { ensureDependencies } from "./setup.mjs";
import { main, step } from "./step.mjs";

await main(async () => {
  await ensureDependencies();
  const { build, watch } = await import("./bundles.mjs");
  if (process.argv.includes("--watch")) await watch();
  else await step("Building", build);
});
