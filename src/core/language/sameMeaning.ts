import { isAlias, isMap, isPair, isScalar, isSeq, type Node } from "yaml";
import { blanksBefore } from "../blanks";
import { readYaml } from "../yamlText";
import { lexemes } from "./lexemes";
import { allPlaces } from "./places";

/** Whether two texts say the same, with the same quotes, anchors and comments; one that is broken says nothing. */
export function sameMeaning(left: string, right: string): boolean {
  const [first, second] = [meaning(left), meaning(right)];
  return (
    first !== undefined &&
    first.length === second?.length &&
    first.every((word, index) => word === second[index]) &&
    comments(left) === comments(right)
  );
}

function meaning(text: string): readonly string[] | undefined {
  const yaml = readYaml(text);
  const isBroken = yaml.problems.some(({ severity }) => severity === "error");
  return isBroken ? undefined : [...allPlaces(yaml)].map(({ node }) => nodeMeaning(node));
}

/** With the number of what is in it, so that a list of these leaves no doubt what is in what. */
function nodeMeaning(node: Node): string {
  if (isAlias(node)) return JSON.stringify(["alias", node.source]);
  const shared = isScalar(node) || isMap(node) || isSeq(node) ? [node.anchor, node.tag] : [];
  if (isScalar(node)) return JSON.stringify([...shared, node.type, typeof node.value, String(node.value)]);
  const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
  const parts = items.map((item) => (isPair(item) ? [item.key !== null, item.value !== null] : 1));
  return JSON.stringify([...shared, isMap(node) ? "mapping" : "list", parts]);
}

function comments(text: string): string {
  return lexemes(text)
    .flatMap(({ type, source }) => (type === "comment" ? [source.slice(0, blanksBefore(source, source.length))] : []))
    .join("\n");
}
