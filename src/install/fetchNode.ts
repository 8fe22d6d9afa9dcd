/** A Node of our own, for machines that have none, and npm for those that have no npm. */
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isUsableNode } from "../launch/node";
import { fetchPackage, type FetchRequest } from "./fetchPackage";
import { InstallError } from "./installError";
import { nodePackages, npmPackage } from "./packages";
import { fetchedNode, nodeFolder, npmFolder } from "./places";

export interface FetchOptions extends Pick<FetchRequest, "registry" | "signal" | "onBytes"> {
  readonly storage: string;
  /** Instead of the one that is published for this machine. */
  readonly published?: FetchRequest["published"];
}

/**
 * Fetches the program of Node for this machine.
 *
 * @returns its path
 * @throws as `fetchPackage` does
 */
export async function fetchNode(options: FetchOptions): Promise<string> {
  const { storage } = options;
  const platform = `${process.platform}-${process.arch}`;
  const published = options.published ?? nodePackages[platform];
  if (published === undefined) throw new InstallError({ kind: "platform", name: "Node.js", platform });
  const program = fetchedNode(storage);
  const check = async (folder: string) => {
    const usable = await isUsableNode(join(folder, relative(nodeFolder(storage), program)));
    if (!usable) throw new InstallError({ kind: "unusableNode", name: `Node.js ${published.version}` });
  };
  await fetchPackage({
    ...options,
    ...{
      published,
      check,
      folder: nodeFolder(storage),
      wanted: /^package\/(bin\/node(\.exe)?|LICENSE|package\.json)$/,
    },
  });
  return program;
}

/**
 * The npm to install with: the one that came with this Node, else one that is fetched.
 *
 * @param node program of Node, in full
 * @returns path of npm's program, to be run by that Node
 * @throws as `fetchPackage` does
 */
export async function npmFor(node: string, options: FetchOptions): Promise<string> {
  const own = join(npmFolder(options.storage), program);
  const folder = dirname(node);
  const beside = [join(folder, "..", "lib", "node_modules"), join(folder, "node_modules"), "/usr/share/nodejs"];
  const found = [...beside.map((modules) => join(modules, "npm", program)), own].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const published = options.published ?? npmPackage;
  await fetchPackage({ ...options, published, folder: npmFolder(options.storage), wanted: /^package\// });
  return own;
}

const program = join("bin", "npm-cli.js");
