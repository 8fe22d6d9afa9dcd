import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/**", "out/**", "**/.sparse/**", "src/engine/sparse/kernels/**", "bench/kernels/**"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/consistent-type-definitions": "off",
      // Typed arrays are indexed in bounds by construction in numeric loops; `!` says so where the compiler cannot see it.
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ImportDeclaration[source.value=/^typebox/] > ImportDefaultSpecifier",
          message: "Write import * as Type, of which a bundle takes what is used.",
        },
        { selector: "ExportDefaultDeclaration", message: "Use a named export." },
        { selector: "Program > VariableDeclaration[kind='let']", message: "No module state." },
      ],
    },
  },
  {
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random" },
        { object: "Date", property: "now" },
      ],
    },
  },
  { files: ["**/*.mjs"], extends: [tseslint.configs.base], rules: { "no-unused-vars": "error" } },
);
