/**
 * Addresses in the engine's linear memory, handed out before the memory exists: its size is then known, and a network
 * that does not fit is refused before anything is allocated. Memory starts as zeros.
 */
export interface Arena {
  /** Address of `bytes` bytes of zeros, a multiple of 64. */
  reserve(bytes: number): number;
  /** Address of these words. */
  place(words: Uint32Array): number;
  /** Writes words at an address that has been reserved. */
  write(address: number, words: Uint32Array): void;
  /** Bytes handed out so far. */
  size(): number;
  /** What the memory must hold before the first call. */
  readonly contents: readonly { readonly address: number; readonly words: Uint32Array }[];
}

/** Start of the memory: the threads' control words (`threads.ts`), then what a call tells the kernels. */
export const controlAddress = 0;
export const callAddress = 64;
const firstAddress = 1024;
const pageBytes = 65536;

export function createArena(): Arena {
  const contents: { address: number; words: Uint32Array }[] = [];
  let end = firstAddress;
  const arena: Arena = {
    contents,
    size: () => end,
    reserve: (bytes) => {
      const address = end;
      end += Math.ceil(bytes / 64) * 64;
      return address;
    },
    place: (words) => {
      const address = arena.reserve(words.byteLength);
      arena.write(address, words);
      return address;
    },
    write: (address, words) => void contents.push({ address, words }),
  };
  return arena;
}

/** Memory of the arena's size, with its contents. @throws RangeError where the machine does not give that much */
export function allocate(arena: Arena): WebAssembly.Memory {
  const pages = Math.ceil(arena.size() / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  for (const { address, words } of arena.contents) new Uint32Array(memory.buffer, address, words.length).set(words);
  return memory;
}
