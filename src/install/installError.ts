/** What may keep something from being installed: data, so that it can be worded in any language. */
export type InstallFault =
  /** There is none for this machine. */
  | { readonly kind: "platform"; readonly name: string; readonly platform: string }
  /** The server could not be reached or would not serve. */
  | { readonly kind: "fetch"; readonly name: string; readonly reason: string }
  /** Not the bytes that were published; what was downloaded has been deleted. */
  | { readonly kind: "hash"; readonly name: string; readonly host: string }
  | { readonly kind: "unusableNode"; readonly name: string }
  | { readonly kind: "registry"; readonly name: string; readonly host: string; readonly reason: string }
  | { readonly kind: "download"; readonly name: string; readonly host: string; readonly reason: string }
  | { readonly kind: "diskFull"; readonly name: string; readonly folder: string }
  /** Any other end of npm or of a package's script. */
  | { readonly kind: "failed"; readonly name: string; readonly reason: string }
  /** All is there, and does not work: the engine's reason. */
  | { readonly kind: "refused"; readonly name: string; readonly reason: string };

export class InstallError extends Error {
  override readonly name = "InstallError";

  constructor(readonly fault: InstallFault) {
    super(JSON.stringify(fault));
  }
}
