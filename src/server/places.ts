import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Where a document lies, in one spelling whoever names it: a path for a file on this machine, else its URI without
 * escapes.
 */
export function placeOf(uri: string): string {
  return pathOf(uri) ?? unescaped(uri);
}

/** Undefined for a document that is no file on this machine. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A file of another host.
    return undefined;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** What a relative path stands for in a document that is no file; undefined where nobody can tell. */
export function uriBeside(document: string, path: string): string | undefined {
  if (/^([\\/]|[a-z]:)/i.test(path)) return undefined;
  try {
    return new URL(path.split(/[\\/]/).map(encodeURIComponent).join("/"), document).href;
  } catch {
    // Its URI has no folders, as those of new documents.
    return undefined;
  }
}

/** Whether this is a URI of the document's kind. */
export function isUriLike(document: string, text: string): boolean {
  return text.startsWith(document.slice(0, document.indexOf(":") + 1));
}

/** The folder's URI, and the name in it. */
export function partsOf(uri: string): { readonly folder: string; readonly name: string } {
  const end = uri.lastIndexOf("/");
  return { folder: uri.slice(0, end), name: unescaped(uri.slice(end + 1)) };
}

function unescaped(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
