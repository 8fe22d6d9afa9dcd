/** Charts and tables as the files that people put into papers and notebooks. */
import type { FormatId } from "../../src/core/chart/fileRequest";
import type { ChartModel } from "../../src/core/chart/model";
import type { ResultTable } from "../../src/core/results/table";
import type { Locale } from "../../src/core/template";
import { chartCsv, tableCsv } from "../../src/report/csv";
import { json } from "../../src/report/json";
import { chartLatex, tableLatex } from "../../src/report/latex";
import { chartMarkdown, tableMarkdown } from "../../src/report/markdown";
import { pictureSize, svgOf } from "../../src/report/svg";
import type { ThemeId } from "../../src/report/theme";

export interface Look {
  readonly theme: ThemeId;
  readonly locale: Locale;
}

/** The text of a file by its format. */
export type Writers<Shown> = Readonly<Partial<Record<FormatId, (shown: Shown, look: Look) => string>>>;

const picture = (chart: ChartModel, look: Look) => svgOf(chart, { ...pictureSize, ...look });

export const chartFiles: Writers<ChartModel> = {
  svg: picture,
  // Made of the picture, as `bitmap` does it.
  png: picture,
  csv: chartCsv,
  json,
  md: (chart, { locale }) => chartMarkdown(chart, locale),
  tex: (chart, { locale }) => chartLatex(chart, locale),
};

export const tableFiles: Writers<ResultTable> = {
  csv: tableCsv,
  json,
  md: (table, { locale }) => tableMarkdown(table, locale),
  tex: (table, { locale }) => tableLatex(table, locale),
};

/**
 * A picture of an SVG, as a PNG in base64.
 *
 * @param scale pixels for each of the SVG's
 */
export async function bitmap(svg: string, scale: number): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^.*,/, "");
}
