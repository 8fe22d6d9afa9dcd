/** A text as part of a file's name: "auc_msp/noise" → "auc_msp-noise". */
export function fileStem(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}_.]+/gu, "-").replaceAll(/^-|-$/g, "");
}
