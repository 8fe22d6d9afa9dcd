/** The table of `problemText.ts` in Japanese. */
import { dataFormats } from "./data/formats";
import { japaneseModelProblems, settingFormsInJapanese } from "./model/problems.ja";
import { yamlMessageInJapanese } from "./yamlMessages.ja";

export const japanese = {
  ...japaneseModelProblems,
  "yaml-syntax": "YAML として正しくありません: {message}",
  "yaml-depth": "ここではリストとマッピングの入れ子が {limit} 段を超えています。もっと浅く書いてください。",
  "yaml-documents":
    "ここから二つ目の文書が始まりますが、一つのファイルに書けるのは一つだけです。別のファイルに分けてください。",
  "yaml-tag": "{message}。タグを取り除いてください。",
  "alias-unknown":
    "このエイリアスより上に、アンカー「&{name}」の付いた値がありません。先に「&{name} 0.1」のように定義してください。",
  "alias-too-large": "このファイルのエイリアスを展開すると値が {limit} 個を超えます。減らしてください。",
  "not-an-experiment":
    "これは{found}ですが、実験ファイルは「version: 1」と「model: …」で始まるマッピングでなければなりません。",
  "version-unsupported":
    "このファイルはバージョン {found} ですが、この Sparse Explorer が読めるのはバージョン {known} です。Sparse Explorer を更新してください。",
  "version-unknown": "{found} というバージョンはありません。version: {known} と書いてください。",
  "missing-key": "[[{parent} に]]「{key}」がありません。追加してください。",
  "duplicate-key": "「{key}」が二度書かれています。どちらかを取り除いてください。",
  "unknown-key":
    "[[{parent} に]]「{key}」というキーはありません。使えるキー: {known}[[ (もしかして「{nearest}」ですか?)]]。",
  "key-not-applicable": "「{key}」は {choice} では意味がありません。取り除いてください。使えるキー: {known}。",
  "empty-value": "{key} が空です。値を書くか、取り除いてください。",
  "empty-list": "{key} が空のリストです。値を一つ以上書いてください。",
  "expected-number": "{key} は {found} ですが、数でなければなりません。",
  "expected-integer": "{key} は {found} ですが、整数でなければなりません。",
  "expected-boolean": "{key} は {found} ですが、true か false でなければなりません。",
  "expected-text": "{key} は {found} ですが、文字列でなければなりません。",
  "expected-list": "{key} は {found} ですが、[{example}] のようなリストでなければなりません。",
  "expected-mapping": "{key} は {found} ですが、次のキーを持つマッピングでなければなりません: {known}。",
  "nested-list":
    "ここでは {key} のリストの中にリストがあります。グリッドの軸は、一つずつの値を並べた一重のリストです。",
  "out-of-range":
    "{key} は {found} ですが、範囲外です。使える範囲:[[ {above} 超]][[ {least} 以上]][[ {below} 未満]][[ {most} 以下]]。",
  "unknown-value":
    "{key} は {found} ですが、次のいずれかでなければなりません: {known}[[ (もしかして「{nearest}」ですか?)]]。",
  "data-needs-path":
    "data: {format} にはファイルのあるフォルダーが必要です。{ format: {format}, path: ./folder } と書いてください。",
  "data-unusable": "このデータは使えません: {message}",
  "model-file-missing":
    "モデルファイル「{file}」がここにありません。モデルにはモデルファイルかプリセットの名前を書きます。",
  "model-file-kind":
    "「{file}」はモデルファイルではありません。名前は .model.yaml、.model.yml、.json のいずれかで終わらなければなりません。",
  "model-file-problem": "{file}:{line}:{column}[[: {cause}]]",
  "model-unfit":
    "{data} の画像はこのモデルに合いません。入力 {input} は {model} には小さすぎます。もっと大きいものを使ってください。",
  "density-infeasible":
    "{scheme} では {model} の重みの {density} を残せません[[。実現できる最小の密度は {least} です]]。",
  "sampling-not-applicable":
    "prune.sampling は bernoulli ですが、{scheme} はスコアの高い重みを残す方式で、ランダムに選びません。sampling: exact と書いてください。",
  "warmup-too-long":
    "train.schedule.warmup は {warmup} エポックですが、train.epochs ({epochs}) より小さくなければなりません。",
  "setting-unused": "{key} には効果がありません。これを使う評価指標 ({metrics}) が evaluate に一つもありません。",
  "outliers-none":
    "evaluation.outliers に、テスト画像と見分けるための画像が一つもありません。builtin か noise を true のままにするか、データセットのフォルダーを指定してください。",
  "outliers-own-data":
    "evaluation.outliers に {format} が指定されていますが、それはネットワークが学習するデータセットです。別のものを指定してください。",
  "axis-of-one": "{key} は値が一つのリストで、軸になりません。値だけを書いてください。",
  "range-without-step": "{key} の範囲に刻みがありません。step (差) か times (比) を書いてください。",
  "range-two-steps": "{key} の範囲に step と times の両方があります。どちらか一方にしてください。",
  "range-times-sign":
    "{key} は比による範囲なので、from と to は両方とも 0 より大きいか、両方とも 0 より小さくなければなりません。",
  "range-too-long": "{key} の範囲の値が {limit} 個を超えています。step を大きくするか、両端を近づけてください。",
  "few-seeds":
    "ネットワークを比較しますが、シードの数は {found} です。差と偶然を区別するには三つ以上必要です: seeds: [1, 2, 3]。",
  "exclude-without-effect":
    "書かれた値のすべてと一致するグリッドの点がないため、何も除かれません。直すか、取り除いてください。",
  "grid-empty": "グリッドの点がすべて除かれるため、実行するものがありません。exclude の項目を取り除いてください。",
  "batch-too-large":
    "バッチサイズが {found} だと、{model} の学習には約 {needed} のメモリが必要ですが、ここで使えるのは {given} です[[。train.batch を {largest} 以下にしてください]]。",
  "grid-too-large":
    "このグリッドの実行は {found} 件ですが、一つのファイルに収まるのは {limit} 件までです。ファイルを分けるか、リストを短くしてください。",
} as const;

/** An argument of a problem: words of ours and of the YAML library are translated, quotations of the file are not. */
export function argumentInJapanese(code: string, value: string | number): string | number {
  if (["yaml-syntax", "yaml-tag", "model-json-syntax"].includes(code)) return yamlMessageInJapanese(String(value));
  return words.get(code)?.[value] ?? value;
}

const kinds = { "a mapping": "マッピング" };

/** By code. */
const words = new Map<string, Readonly<Record<string, string>>>([
  ["not-an-experiment", { empty: "空", "a text": "文字列", "a list": "リスト" }],
  ["expected-number", kinds],
  ["expected-integer", kinds],
  ["expected-boolean", kinds],
  ["expected-text", kinds],
  ["expected-list", kinds],
  ["unknown-value", kinds],
  [
    "model-not-a-model",
    {
      'a list of "layers"': "「layers」のリスト",
      '"config" with a list of "layers"': "「layers」のリストを持つ「config」",
      '"class_name" or "config"': "「class_name」か「config」",
      '"layers"': "「layers」",
      '"model_config"': "「model_config」",
    },
  ],
  ["model-unsupported-value", settingFormsInJapanese],
  ["model-unfit", { [dataFormats.builtin.title]: "組み込みの図形" }],
]);
