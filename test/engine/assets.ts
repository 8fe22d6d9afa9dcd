/** Where the build puts the engine's modules and its worker script. */
export const assets = "dist/engine";
