/** Numbers in pieces of one length, as a file is read. */
export function* inPieces(flags: readonly number[], length: number): Generator<Uint8Array> {
  for (let at = 0; at < flags.length; at += length) yield Uint8Array.from(flags.slice(at, at + length));
}
