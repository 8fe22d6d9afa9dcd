/** The part of the WebAssembly JavaScript interface used here; TypeScript declares it in its DOM library only. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: "WebAssembly.Module";
  }
  type ExportValue = ((...values: number[]) => number) | Memory;
  function validate(bytes: Uint8Array): boolean;
  function compile(bytes: Uint8Array): Promise<Module>;
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, ExportValue>>>>);
    readonly exports: Readonly<Record<string, ExportValue>>;
  }
  class Memory {
    /** Sizes in pages of 64 KiB. */
    constructor(size: { readonly initial: number; readonly maximum: number; readonly shared: true });
    readonly buffer: SharedArrayBuffer;
  }
}
