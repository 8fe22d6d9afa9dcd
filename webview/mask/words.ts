/** What the mask page itself says; sentences on layers and titles of charts come with their data. */
import { fill, type Arguments, type Locale } from "../../src/core/template";

const english = {
  counting: "Counting the weights of {name}…",
  layers: "Layers",
  mask: "Mask of {name}",
  compare: "Compare with…",
  alone: "Stop Comparing",
  comparedWith: "Compared with {name}.",
  zoomIn: "Zoom In",
  zoomOut: "Zoom Out",
  zoomAll: "Show All",
  zoomHelp: "Plus and minus zoom, arrow keys move, Home shows all. With the mouse: Ctrl and wheel.",
  seen: "Outputs {top} to {bottom} of {rows} down, inputs with their kernel positions {left} to {right} of {columns} across[[; one cell stands for up to {each} weights]].",
  drawing: "Drawing…",
  colours: "What the colours mean",
  noShapes:
    "{cells} cells are too many for a drawing of vectors, which has at most {most}. Look closer, or choose PNG.",
  kept: "kept",
  pruned: "pruned",
  both: "kept in both",
  onlyFirst: "only in {name}",
  onlySecond: "only in {name}",
} as const;

const japanese: Readonly<Record<keyof typeof english, string>> = {
  counting: "{name} の重みを数えています…",
  layers: "層",
  mask: "{name} のマスク",
  compare: "比べる…",
  alone: "比較をやめる",
  comparedWith: "{name} と比べています。",
  zoomIn: "拡大",
  zoomOut: "縮小",
  zoomAll: "全体を表示",
  zoomHelp: "プラスとマイナスで拡大・縮小、矢印キーで移動、Home で全体を表示します。マウスでは Ctrl とホイール。",
  seen: "縦は出力 {rows} 個中 {top}～{bottom}、横は入力とカーネル位置 {columns} 個中 {left}～{right}[[。1 マスは最大 {each} 個の重みを表します]]。",
  drawing: "描いています…",
  colours: "色の意味",
  noShapes: "マスは {cells} 個あり、ベクターの図 (最大 {most} 個) には多すぎます。拡大するか、PNG を選んでください。",
  kept: "残った重み",
  pruned: "除かれた重み",
  both: "両方に残った重み",
  onlyFirst: "{name} のみ",
  onlySecond: "{name} のみ",
};

/** Says a word or sentence of the page in its language. */
export type Say = (word: keyof typeof english, args?: Arguments) => string;

export function wordsIn(locale: Locale): Say {
  const table = locale === "ja" ? japanese : english;
  return (word, args = {}) => fill(table[word], args);
}
