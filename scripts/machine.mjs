// What the tests need from the machine: a browser and a VS Code server. Their places are written to out/machine.json,
// where test/harness reads them.
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { npmInstall } from "./setup.mjs";
import { quietly, root, step, StepError } from "./step.mjs";

/** Newest release that runs without the smoke-test driver, and on Node 20, 22 and 24 alike. */
const serverVersion = "4.100.3";
const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const browserPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Finds a Chromium (variable CHROME, PATH, usual places), or installs Debian's when root. */
export async function ensureBrowser() {
  if (process.env.CHROME && !existsSync(process.env.CHROME))
    throw new StepError(`CHROME is ${process.env.CHROME}, but there is no such file.`);
  let browser = await findBrowser();
  const missing = [
    ...(browser ? [] : ["chromium"]),
    ...(onPath("rg") ? [] : ["ripgrep"]),
    ...(hasFonts() ? [] : ["fonts-dejavu-core"]),
  ];
  const install = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (missing.length > 0 && mayInstall()) {
    await step(`Installing the system packages ${missing.join(", ")}`, () => installPackages(missing));
    browser = await findBrowser();
  }
  if (!browser)
    throw new StepError(
      `No Chromium was found. On Debian run as root:\n  ${install}\nElsewhere install Chrome or Chromium; the variable CHROME may name its program.`,
    );
  note({ browser });
  return browser;
}

/** Installs the VS Code server of the npm package code-server into out/vscode-server. */
export async function ensureVsCodeServer() {
  const folder = join(root, "out", "vscode-server");
  const server = join(folder, "node_modules", "code-server", "lib", "vscode");
  const ready = join(folder, `ready-${serverVersion}`);
  if (!existsSync(ready))
    await step(`Installing the VS Code server (code-server ${serverVersion} from npm, 290 MB)`, async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
      const advice = "Check the network, then run the command again.";
      await npmInstall(folder, ["install", "--no-save", "--ignore-scripts", `code-server@${serverVersion}`], advice);
      await npmInstall(server, ["install", "--omit=dev", "--ignore-scripts"], advice);
      // The server looks for its packages in an Electron archive; a link with that name leads it to the folder.
      symlinkSync("node_modules", join(server, "node_modules.asar"), "junction");
      await quietly(process.execPath, [join(server, "out", "server-main.js"), "--version"]);
      writeFileSync(ready, "");
    });
  linkRipgrep(server);
  note({ server: join(server, "out", "server-main.js") });
}

async function findBrowser() {
  const found = browserNames.map(onPath).filter((path) => path !== undefined);
  const candidates = process.env.CHROME
    ? [process.env.CHROME]
    : [...found, ...browserPlaces.filter((path) => existsSync(path))];
  for (const candidate of candidates) {
    // Asked for its version, since some systems have a program of that name which only asks for an installation.
    const works = await quietly(candidate, ["--version"]).then(
      () => true,
      () => false,
    );
    if (works) return candidate;
  }
  return undefined;
}

export function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasFonts() {
  const folder = "/usr/share/fonts";
  return process.platform !== "linux" || (existsSync(folder) && readdirSync(folder).length > 0);
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && onPath("apt-get") !== undefined;
}

async function installPackages(names) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await quietly("apt-get", ["update"], options);
  await quietly("apt-get", ["install", "-y", "--no-install-recommends", ...names], options);
}

// Without it "Go to File" and search find nothing; all else works.
function linkRipgrep(server) {
  const ripgrep = onPath("rg");
  const folder = join(server, "node_modules", "@vscode", "ripgrep", "bin");
  if (!ripgrep || existsSync(join(folder, "rg"))) return;
  mkdirSync(folder, { recursive: true });
  symlinkSync(ripgrep, join(folder, "rg"));
}

export function note(found) {
  const file = join(root, "out", "machine.json");
  mkdirSync(join(root, "out"), { recursive: true });
  const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  writeFileSync(file, `${JSON.stringify({ ...known, ...found }, undefined, 2)}\n`);
}
