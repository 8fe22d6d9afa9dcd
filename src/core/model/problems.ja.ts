/** The table of `problems.ts` in Japanese. */
import type { SettingForm } from "./settingForms";

export const japaneseModelProblems = {
  "model-unknown": "「{name}」という名前のモデルはありません[[ (もしかして「{nearest}」ですか?)]]。",
  "model-depth":
    "{name} の深さは {depth} ですが、cifar_resnet の深さは 6n + 2 でなければなりません。最も近い値は {nearest} です。",
  "scheme-no-layers": "{model} には畳み込み層も全結合層もないため、枝刈りするものがありません。",
  "scheme-no-classifier":
    "{scheme} は分類層を別に扱いますが、{model} の出力につながる全結合層がありません。erk など別の方式を選んでください。",
  "scheme-few-layers":
    "{scheme} は最初の層と分類層を別に扱いますが、{model} にはほかの層がありません。erk など別の方式を選んでください。",
  "scheme-outputs":
    "{scheme} は分類層を別に扱いますが、{model} には出力が {outputs} 個あります。erk など別の方式を選んでください。",
  "model-json-syntax": "JSON として正しくありません: {message}",
  "model-not-a-model": "モデル定義ではありません。[[{layer} 番目の層に ]]{expected} がありません。",
  "model-graph-format":
    "これは TensorFlow のグラフモデルで、層の情報がありません。レイヤーモデル (model_config のある model.json) として保存してください。",
  "model-nested": "層「{name}」はモデルの中のモデルで、対応していません。その層を外側のモデルに直接書いてください。",
  "model-unsupported-layer": "層「{name}」の種類 {kind} には対応していません。使える種類: {supported}。",
  "model-unsupported-value": "層「{name}」の {key} は {found} ですが、使えるのは {supported} だけです。",
  "model-activation":
    "層「{name}」の活性化関数「{activation}」はここでは使えません。使えるもの: relu、linear、出力での softmax。",
  "model-missing-value": "層「{name}」に {key} がありません。追加してください。",
  "model-ignored-value":
    "層「{name}」の {key} はここでは効果がありません[[。代わりに実験の {instead} を使ってください]]。",
  "model-layer-form":
    "層は relu のような名前一つか、conv: { out: 16, kernel: 3 } のような設定付きの名前一つで書いてください。",
  "model-no-input-shape": "モデルに入力の形がありません。{example} のように、決まった数で書いてください。",
  "model-no-layers": "モデルに重みのある層がないため、学習するものがありません。",
  "model-too-many-layers": "エイリアスの繰り返しを含めると、モデルの層が {limit} を超えています。減らしてください。",
  "model-nesting": "ここでは分岐の入れ子が {limit} 段を超えています。減らしてください。",
  "model-inputs": "モデルに入力が {count} 個ありますが、対応しているのは一つだけです。",
  "model-outputs": "モデルに出力が {count} 個ありますが、対応しているのは一つだけです。",
  "model-shared-layer":
    "層「{name}」は {count} 回使われています。重みの共有には対応していないため、別々の層にしてください。",
  "model-unknown-source": "層「{name}」は「{source}」の後に続きますが、そのような層はこのモデルにありません。",
  "model-cycle": "層「{name}」が自分自身の後に続いています。",
  "model-layer-inputs":
    "層「{name}」の入力は {count} 個ですが、{kind} が受け取る入力は[[ {least} 個以上]][[ {exactly} 個だけ]]です。",
  "model-duplicate-name": "「{name}」という名前の層が二つあります。どちらかの名前を変えてください。",
  "model-padding-place": "パディング「{name}」は畳み込み層の直前に置かなければなりません。",
  "model-needs-image": "層「{name}」には行と列のある入力が必要ですが、{shape} 個の値の一次元の並びを受け取っています。",
  "model-needs-flat":
    "全結合層「{name}」は {shape} の値を受け取っていますが、一次元の並びが必要です。その前に flatten か全体プーリングを置いてください。",
  "model-add-shapes": "層「{name}」は {first} と {second} を足しています。足すものの形は同じでなければなりません。",
  "model-window-too-large":
    "「{name}」の窓は {window} で、パディング後の入力 {input} より大きくなっています。窓か、それより前のストライドを小さくしてください。",
  "model-padding-too-large":
    "「{name}」のパディングは窓 {window} より小さくなければなりません。どの窓にも画素が含まれるようにしてください。",
  "model-output-shape":
    "出力は {shape} ですが、クラスごとに一つの数でなければなりません。最後を全結合層か全体プーリングにしてください。",
  "model-classes": "モデルのクラス数は {found} ですが、データのクラス数は {classes} です。",
  "model-input": "モデルが受け取る画像は {found} ですが、データの画像は {input} です。",
} as const;

export const settingFormsInJapanese: Readonly<Record<SettingForm, string>> = {
  "a whole number from 1 on": "1 以上の整数",
  "a whole number from 1 to 65536 or classes": "1 以上 65536 以下の整数か classes",
  "a whole number from 1 to 65536 or a list of 2 such numbers":
    "1 以上 65536 以下の整数一つか、そのような整数二つのリスト",
  "one whole number or two, from 1 on,": "1 以上の整数一つか二つ",
  "a list of whole numbers": "整数のリスト",
  "a number from 0 to below 1": "0 以上 1 未満の数",
  "a number above 0 and below 1": "0 より大きく 1 未満の数",
  "true or false": "true か false",
  "same or valid": "same か valid",
  "same, valid or a whole number from 0 to 65536": "same か valid か 0 以上 65536 以下の整数",
  "the last axis": "最後の軸",
  "the plain ReLU": "通常の ReLU",
  channels_last: "channels_last",
  true: "true",
  null: "null",
  "1": "1",
};
