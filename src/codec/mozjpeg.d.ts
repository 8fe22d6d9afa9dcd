/** What is used of the library's module, whose own types know neither of these options. */
declare module "@jsquash/jpeg/codec/dec/mozjpeg_dec.js" {
  interface Options {
    readonly noInitialRun: boolean;
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ) => WebAssembly.Exports;
    /** Hears what the decoder would write to standard error. */
    readonly printErr: (text: string) => void;
  }
  interface Codec {
    /** Throws what is no Error where the file is damaged beyond repair. */
    decode(bytes: Uint8Array, preserveOrientation: boolean): ImageData | null;
  }
  const create: (options: Options) => Promise<Codec>;
  export { create as default };
}
