/** Which registry packages come from: npm's own setting, since a firewall may let through no other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where everybody's npm fetches from who has set nothing. */
export const usualRegistry = "https://registry.npmjs.org/";

/**
 * As npm decides it: by the environment, else by the person's `.npmrc`. Ends in a slash.
 *
 * @param home the person's folder
 */
export function registryAddress(env: Readonly<Record<string, string | undefined>>, home: string): URL {
  const variable = (name: string) => Object.entries(env).find(([key]) => key.toLowerCase() === name)?.[1];
  const file = variable("npm_config_userconfig") ?? join(home, ".npmrc");
  const address = variable("npm_config_registry") ?? registryIn(textOf(file), env) ?? usualRegistry;
  return URL.canParse(address) ? new URL(address.endsWith("/") ? address : `${address}/`) : new URL(usualRegistry);
}

/** The last `registry = …` of an .npmrc, in which `${NAME}` stands for a variable of the environment. */
function registryIn(text: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const values = [...text.matchAll(/^[ \t]*registry[ \t]*=[ \t]*["']?([^"'\s]+)["']?[ \t]*$/gm)];
  return values.at(-1)?.[1]?.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => env[name] ?? all);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Most people have none.
    return "";
  }
}
