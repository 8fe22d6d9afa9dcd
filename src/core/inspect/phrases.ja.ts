/** `english` in Japanese. */
import type { PhraseId } from "./phrases";

export const japanese: Readonly<Record<PhraseId, string>> = {
  file: "{format}：密度 {density}、{layers} 層の {size} 個の重みのうち {kept} 個が残っています。",
  layer:
    "{name}、{shape}：密度 {density}、{size} 個の重みのうち {kept} 個が残っています。ユニットの入力は {in} 個中 {leastIn}～{mostIn} 個、入力からの結合は {out} 個中 {leastOut}～{mostOut} 個です[[。{units} 個のフィルターのうち {dead} 個は重みがありません]]。",
  "densities.title": "層ごとの密度と、各方式ならどうなるか",
  "densities.summary": "最も密なのは {top}（{most}）、最も疎なのは {bottom}（{least}）です。",
  "densities.own": "{name}",
  "densities.rule": "{scheme} の場合",
  "densities.missing.classifier": "{schemes} の線はありません。このファイルの形状からは、どれが分類層かわかりません。",
  "densities.missing.first": "{schemes} の線はありません。このファイルの形状からは、どれが最初の層かわかりません。",
  "densities.missing.feasible":
    "{schemes} の線はありません。密度 {density} は、これらの層に配分できる最小の密度を下回ります。",
  "densities.dense": "すべての重みが残っています。どの方式でも同じになります。",
  "axis.layer": "層",
  "axis.density": "層の密度",
  "axis.units": "ユニット数",
  "axis.inputs": "入力数",
  "axis.fanIn": "ユニットに入る残った重み（{most} 個中）",
  "axis.fanOut": "入力から出る残った重み（{most} 個中）",
  "fanIn.title": "{name} のファンイン",
  "fanOut.title": "{name} のファンアウト",
  "fan.summary": "{all} 個中 {least} 個から {most} 個まで。",
  "fan.same": "すべて {all} 個中 {most} 個です。",
  "bin.range": "{from}–{to}",
  "compared.layer":
    "{name} [[（そちらでは {twin}）]]でどちらかのファイルが残す重みのうち {overlap} は両方に残っています。両方に {both} 個、{first} のみに {onlyFirst} 個、{second} のみに {onlySecond} 個です。",
  "compared.none": "{second} には、比べられる同じ形の層 {name} がありません。",
  "assumed.PyTorch": "{file} には軸の順序が書かれていないため、出力が先の PyTorch の順序で読んでいます。",
  "assumed.Keras": "{file} には軸の順序が書かれていないため、出力が最後の Keras の順序で読んでいます。",
};
