/** The look of a report's page: light or dark as its reader likes it, light on paper. */
import { pageColours } from "./theme";

function colours(id: "light" | "dark", more: Readonly<Record<string, string>>): string {
  const all = { ...pageColours(id), ...more };
  return `:root { ${Object.entries(all)
    .map(([name, value]) => `${name}: ${value};`)
    .join(" ")} }`;
}

const light = colours("light", {
  "--for": "#1a6b3c",
  "--against": "#a4262c",
  "--open": "#6b5200",
  "--none": "#5f5f5f",
});
const dark = colours("dark", { "--for": "#6fd79b", "--against": "#ff9a94", "--open": "#e8c35a", "--none": "#b0b0b0" });

export const pageStyle = `
${light}
@media screen and (prefers-color-scheme: dark) { ${dark} }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans JP", "Hiragino Sans", sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 48px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 19px; margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid var(--grid); }
dl { margin: 0; }
dl div { display: flex; gap: 12px; }
dt { flex: 0 0 90px; color: var(--none); }
dd { margin: 0; }
figure { margin: 0 0 28px; }
figure svg { display: block; width: 100%; max-width: 720px; height: auto; }
figcaption { max-width: 720px; }
figcaption p { margin: 4px 0; }
ul { margin: 4px 0; padding-left: 20px; max-width: 720px; color: var(--none); font-size: 13px; }
summary { cursor: pointer; color: var(--none); }
.wide { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: 13px; }
details table { font-size: 12px; }
th, td { padding: 4px 10px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
thead th { color: var(--none); font-weight: 600; }
tbody th { font-weight: normal; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.claims { min-width: 760px; }
.claims th[scope="row"] { width: 25%; }
.claims p { margin: 0 0 4px; }
.claims td:last-child { width: 22%; color: var(--none); }
.verdict { font-weight: 600; white-space: nowrap; }
.verdict.supported { color: var(--for); }
.verdict.contradicted { color: var(--against); }
.verdict.undecided { color: var(--open); }
.verdict.untested { color: var(--none); font-weight: normal; }
@media print {
  main { max-width: none; padding: 0; }
  figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  .wide { overflow: visible; }
  .claims { min-width: 0; }
}
`;
