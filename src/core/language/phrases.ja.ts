/** The table of `phrases.ts` in Japanese. */
export const japanese = {
  "grid.run": "1 回の学習",
  "grid.runs": "{runs} 回の学習",
  "grid.explained":
    "{runs}: グリッドの点は {cells} 個で、それぞれをシードごとに 1 回学習します。うち {dense} 回は密なモデルです。",
  "hint.kept": "{size} 個中 {kept} 個を保持",
  "hint.macs": " · {macs} MAC",
  "hint.scored": " · 層別密度はスコアで決定",
  "hint.time": "約 {time}",
  "hint.time.more": "この環境で測定した学習速度から見積もった、全学習を順に行う時間です。",
  "hint.unmeasured": "所要時間は未測定",
  "hint.unmeasured.more": "この環境の学習速度を測定すると、所要時間が表示されます。",
  "hint.memory": "メモリ {memory}",
  "hint.memory.more": "最も大きいモデルの学習に必要な量です。",
  "lens.run": "実行 ({runs})",
  "lens.preview": "密度をプレビュー",
  "lens.compare": "比較 ({finished} 件終了)",
} as const;
