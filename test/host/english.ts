import type { Words } from "../../src/host/words";

/** The words of an editor in English. */
export const english: Words = {
  locale: "en",
  say: (message, ...args) => message.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
};
