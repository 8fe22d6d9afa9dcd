// npm run editor [-- --server]: opens VS Code with the extension on examples/. The desktop VS Code is used where `code` is
// on PATH; otherwise, or with --server, the VS Code server from npm is started and its address printed.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureVsCodeServer, onPath } from "./machine.mjs";
import { ensureBuild, ensureDependencies } from "./setup.mjs";
import { main, openly, root, StepError } from "./step.mjs";

const folder = join(root, "examples");

await main(async () => {
  await ensureDependencies();
  await ensureBuild();
  const code = onPath(process.platform === "win32" ? "code.cmd" : "code");
  if (code && !process.argv.includes("--server")) {
    const shell = process.platform === "win32"; // Node starts .cmd files through a shell only.
    return openly(code, [`--extensionDevelopmentPath=${root}`, folder], { shell });
  }
  await ensureVsCodeServer();
  const { startServer, quiet } = await import(pathToFileURL(join(root, "out", "test", "harness.mjs")).href);
  const server = await startServer({ root, settings: quiet, token: true });
  process.stdout.write(`VS Code is ready at\n  ${server.address({ folder, extension: root })}\nCtrl-C ends it.\n`);
  await server.ended;
  throw new StepError(`The VS Code server has ended.\n${server.log().slice(-2000)}`);
});
