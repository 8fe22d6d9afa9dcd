/**
 * YAML as a tree with places. Whatever the text, reading it ends in bounded time with a tree or with problems:
 * nesting is counted before the library descends into it (its own recursion ends in a fatal error of the process), and
 * aliases are followed by the reader, not unfolded.
 */
import {
  Composer,
  isAlias,
  isCollection,
  isNode,
  isPair,
  Lexer,
  Parser,
  visit,
  type Alias,
  type CST,
  type Document,
  type Node,
} from "yaml";
import { blanksBefore } from "./blanks";
import type { Problem, Span } from "./problem";

export interface YamlText {
  /** Absent for an empty text and where there are problems. */
  readonly root?: Node;
  /** What the parser makes of the text, also where it is broken; absent for an empty text and one nested too deep. */
  readonly contents?: Node;
  /** Errors, and warnings for tags that mean nothing here. */
  readonly problems: readonly Problem[];
  /** The node itself, or what an alias stands for: the last anchor of its name above it. */
  readonly target: (node: Node) => Node | undefined;
  /** From the first to the last character of a node: no comments, blanks or line breaks around it. */
  readonly span: (node: Node) => Span;
}

/** Deeper than any file a person writes, and far from the end of the stack. */
const depthLimit = 64;

export function readYaml(text: string): YamlText {
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return { problems: [tokens], target: (node) => node, span: spanIn(text) };
  // Keys are compared by who reads them: the library's check takes quadratic time.
  const [document, ...others] = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
  const problems = [
    ...syntaxProblems(document!, text),
    ...others.slice(0, 1).map((other) => secondDocument(other, text)),
  ];
  const failed = problems.some(({ severity }) => severity === "error");
  const targets = aliasTargets(document!);
  const { contents } = document!;
  return {
    ...(contents === null ? {} : { contents }),
    ...(contents === null || failed ? {} : { root: contents }),
    problems,
    target: (node) => (isAlias(node) ? targets.get(node) : node),
    span: spanIn(text),
  };
}

function tokensOf(text: string): CST.Token[] | Problem {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > depthLimit) {
      const span = clamp(text, parser.offset - lexeme.length, parser.offset);
      return { span, severity: "error", code: "yaml-depth", args: { limit: depthLimit } };
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

function syntaxProblems(document: Document.Parsed, text: string): Problem[] {
  const errors = document.errors.map(({ pos, message }): Problem => {
    const args = { message: message.replace(/\.$/, "") };
    return { span: clamp(text, ...pos), severity: "error", code: "yaml-syntax", args };
  });
  // The others change nothing: an unknown directive, an alias that ends in a colon.
  const tags = document.warnings.filter(({ pos }) => text[pos[0]] === "!");
  const warnings = tags.map(({ pos, message }): Problem => {
    return { span: clamp(text, ...pos), severity: "warning", code: "yaml-tag", args: { message } };
  });
  return [...errors, ...warnings];
}

function secondDocument({ range }: Document.Parsed, text: string): Problem {
  return { span: clamp(text, range[0], range[1]), severity: "error", code: "yaml-documents", args: {} };
}

/** In one pass; an alias inside its own anchor has no target. */
function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node, path) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined && !path.includes(target)) targets.set(node, target);
      } else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function spanIn(text: string): (node: Node) => Span {
  return (node) => {
    const { start, end } = clamp(text, node.range?.[0] ?? 0, endOf(node));
    return { start, end: blanksBefore(text, end, start) };
  };
}

/** The parser counts what is below a block's last value to the block. */
function endOf(node: Node): number {
  const [start = 0, end = 0] = node.range ?? [];
  const last: unknown = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  const inner = isPair(last) ? (last.value ?? last.key) : last;
  return isNode(inner) ? Math.max(start, endOf(inner)) : end;
}

function clamp(text: string, start: number, end: number): Span {
  const first = Math.max(0, Math.min(start, text.length));
  return { start: first, end: Math.max(first, Math.min(end, text.length)) };
}
