/** The table of `phrases.ts` in Japanese. */
export const japanese = {
  "lens.run": "実行",
  "lens.preview": "密度をプレビュー",
  "lens.compare": "比較 ({finished} 件終了)",
} as const;
