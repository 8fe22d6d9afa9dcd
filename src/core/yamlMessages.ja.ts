/** What the YAML library says of a text that it cannot read, in Japanese. */

/** Unchanged where the library says something new. */
export function yamlMessageInJapanese(message: string): string {
  if (Object.hasOwn(sentences, message)) return sentences[message]!;
  const found = forms.map(([english, japanese]) => ({ parts: english.exec(message), japanese }));
  const { parts, japanese } = found.find((form) => form.parts !== null) ?? {};
  return parts && japanese ? japanese(...parts.slice(1)) : message;
}

const sentences: Readonly<Record<string, string>> = {
  "All mapping items must start at the same column": "マッピングの項目は同じ列から始めなければなりません",
  "All sequence items must start at the same column": "リストの項目は同じ列から始めなければなりません",
  "Sequence item without - indicator": "リストの項目に「-」がありません",
  "Nested mappings are not allowed in compact mappings": "一行のマッピングの中にマッピングは書けません",
  "Implicit map keys need to be followed by map values": "キーの後に「:」と値がありません",
  "Implicit keys need to be on a single line": "キーは一行に収めなければなりません",
  "Implicit keys of flow sequence pairs need to be on a single line": "キーは一行に収めなければなりません",
  "A block sequence may not be used as an implicit map key": "「-」のリストをキーにすることはできません",
  "Map keys must be unique": "同じキーが二度あります",
  "Map comment with trailing content": "マッピングのコメントの後に余分な内容があります",
  "Block collections are not allowed within flow collections": "括弧の中に、字下げで書くリストやマッピングは書けません",
  "Flow end indicator should be more indented than parent": "閉じ括弧は、親よりも深く字下げしなければなりません",
  "Tabs are not allowed as indentation": "字下げにタブは使えません",
  "Comments must be separated from other tokens by white space characters": "コメントの「#」の前には空白が必要です",
  "Tags and anchors must be separated from the next token by white space": "タグやアンカーの後には空白が必要です",
  "An alias node must not specify any properties": "エイリアスにアンカーやタグは付けられません",
  "A node can have at most one anchor": "一つの値に付けられるアンカーは一つだけです",
  "A node can have at most one tag": "一つの値に付けられるタグは一つだけです",
  "Anchor cannot be an empty string": "アンカーに名前がありません",
  "Alias cannot be an empty string": "エイリアスに名前がありません",
  "Missing newline after block sequence props": "アンカーやタグの後で改行しなければなりません",
  "Missing directives-end/doc-start indicator line": "文書の始まりを示す「---」の行がありません",
  "Missing directives-end indicator line": "ディレクティブの終わりを示す「---」の行がありません",
  "Block collection cannot start on same line with directives-end marker": "「---」と同じ行から始めることはできません",
  "Unexpected doc-end without preceding document": "終わりを示す「...」の前に文書がありません",
  "Unexpected block-seq-ind on same line with key": "キーと同じ行に「-」は書けません",
  "Block scalars with more-indented leading empty lines must use an explicit indentation indicator":
    "先頭の空行の字下げが深い場合は、字下げの幅を明示しなければなりません",
  "Block scalar values in collections must be indented": "複数行の文字列は字下げしなければなりません",
  "Block scalar header not found": "複数行の文字列の見出しがありません",
  "Each pair must have its own sequence indicator": "組ごとに「-」が必要です",
  "Set items must all have null values": "集合の項目に値は書けません",
  "Expected a mapping for this tag": "このタグにはマッピングが必要です",
  "Expected a sequence for this tag": "このタグにはリストが必要です",
  "Verbatim tags must end with a >": "このタグは「>」で終わらなければなりません",
  "%TAG directive should contain exactly two parts": "%TAG の後には語が二つ必要です",
  "%YAML directive should contain exactly one part": "%YAML の後には語が一つ必要です",
};

/** With parts of the text, or of its grammar. */
const forms: readonly (readonly [english: RegExp, japanese: (...parts: string[]) => string])[] = [
  [/^Flow (map|sequence) .*must .*end with a (.)$/, (kind, end) => `${flow(kind)}が「${end}」で閉じられていません`],
  [/^Missing closing (.)quote$/, (quote) => `引用符「${quote}」が閉じられていません`],
  [/^Unexpected empty item in flow (map|sequence)$/, (kind) => `${flow(kind)}に空の項目があります`],
  [
    /^Unexpected (\S+) in flow[- ](map|sequence|collection)$/,
    (what, kind) => `${flow(kind)}に余分な「${what}」があります`,
  ],
  [/^Unexpected (\S+) in collection$/, (what) => `余分な「${what}」があります`],
  [/^Missing , between flow (map|sequence) items$/, (kind) => `${flow(kind)}の項目の間に「,」がありません`],
  [/^Missing , or : between flow (map|sequence) items$/, (kind) => `${flow(kind)}の項目の間に「,」か「:」がありません`],
  [/^Missing space after : in flow (map|sequence)$/, (kind) => `${flow(kind)}の「:」の後に空白がありません`],
  [/^The : indicator must be at most (\d+) chars after/, (most) => `キーは ${most} 文字以内でなければなりません`],
  [/^Unresolved tag: (.+)$/s, (tag) => `タグ「${tag}」には意味がありません`],
  [/^(?:Could not resolve tag|Not a valid tag): (.+)$/s, (tag) => `タグ「${tag}」を解釈できません`],
  [/^The (.+) tag has no suffix$/s, (tag) => `タグ「${tag}」に名前がありません`],
  [/^Verbatim tags aren't resolved, so (.+) is invalid\.?$/s, (tag) => `タグ「${tag}」は使えません`],
  [/^(\S+) used for (\S+) collection, but expects (\S+)$/, (tag) => `タグ「${tag}」はここでは使えません`],
  [
    /^Plain value cannot start with (?:.*\s)?(\S+)(?: character)?$/,
    (start) => `引用符のない値を「${start}」で始めることはできません`,
  ],
  [/^Invalid escape sequence (.+)$/s, (sequence) => `「${sequence}」というエスケープはありません`],
  [
    /^Block scalar header includes extra characters: (.+)$/s,
    (extra) => `複数行の文字列の見出しに余分な「${extra}」があります`,
  ],
  [/^Unexpected token in block scalar header: (\S+)$/, () => "複数行の文字列の見出しに余分なものがあります"],
  [/^Block scalar lines must not be less indented than/, () => "複数行の文字列の行は、最初の行より浅くできません"],
  [
    /^Anchors and tags must be after the (.) indicator$/,
    (sign) => `アンカーとタグは「${sign}」の後に書かなければなりません`,
  ],
  [/^Unsupported YAML version (.+)$/s, (version) => `YAML のバージョン ${version} には対応していません`],
  [/^Not a YAML token: (.+)$/s, (found) => `「${found}」は YAML にありません`],
  [/^Expected a flow scalar value, but found/, () => "ここには値が必要です"],
  [/^Unresolved plain scalar (.+)$/s, (found) => `値 ${found} を解釈できません`],
  [/^Unexpected (\S+) (?:token|at node end)/, () => "ここには書けないものがあります"],
  [/^Unsupported token/, () => "ここには書けないものがあります"],
];

function flow(kind = ""): string {
  return kind === "map" ? "{ } のマッピング" : kind === "sequence" ? "[ ] のリスト" : "括弧の中";
}
