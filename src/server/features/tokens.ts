import { SemanticTokensBuilder, SemanticTokenTypes } from "vscode-languageserver/node";
import { tokens, type TokenType } from "../../core/language/tokens";
import { rangeOf } from "../ranges";
import type { Feature } from "./feature";

/** Words coloured by what they mean, as types that every editor has a colour for. */
export const semanticTokens: Feature = {
  capabilities: () => ({
    semanticTokensProvider: { legend: { tokenTypes: legend, tokenModifiers: [] }, full: true },
  }),
  register(connection, { at }) {
    connection.languages.semanticTokens.on(({ textDocument }) => {
      const builder = new SemanticTokensBuilder();
      const reading = at(textDocument.uri);
      if (reading === undefined) return builder.build();
      for (const { span, type } of tokens(reading.document)) {
        const { start, end } = rangeOf(reading.open, span);
        const length = end.character - start.character;
        // The protocol has no token of several lines.
        if (start.line === end.line)
          builder.push(start.line, start.character, length, legend.indexOf(meanings[type]), 0);
      }
      return builder.build();
    });
  },
};

const meanings: Readonly<Record<TokenType, SemanticTokenTypes>> = {
  scheme: SemanticTokenTypes.enumMember,
  metric: SemanticTokenTypes.function,
  model: SemanticTokenTypes.class,
  data: SemanticTokenTypes.namespace,
  layer: SemanticTokenTypes.type,
  anchor: SemanticTokenTypes.variable,
  alias: SemanticTokenTypes.variable,
};

const legend = [...new Set(Object.values(meanings))];
