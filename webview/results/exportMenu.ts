import { formatTitles, type FormatId } from "../../src/core/chart/fileRequest";
import type { Locale } from "../../src/core/template";
import type { ThemeId } from "../../src/report/theme";
import { make, write } from "../dom";
import { button } from "../elements";
import { picked } from "./controls";
import { bitmap, type Writers } from "./files";
import type { Say } from "./words";

/** Where what is exported goes. */
export interface Files {
  readonly copy: (text: string) => void;
  readonly save: (name: string, content: string, encoding: "utf8" | "base64") => void;
}

export interface ExportMenu {
  readonly element: HTMLElement;
  /** What can be written of what is shown now. */
  readonly formats: () => readonly FormatId[];
  /** Does what its buttons do. */
  write(format: FormatId, how: "copy" | "save"): void;
}

/**
 * Saves or copies exactly what is shown, in one of the formats that it can be written in.
 *
 * @param refusal why what is shown now cannot be written in a format, in a sentence; undefined where it can
 */
export function exportMenu<Shown extends { readonly id: string }>(
  say: Say,
  locale: Locale,
  files: Files,
  writers: Writers<Shown>,
  shown: () => Shown | undefined,
  refusal: (shown: Shown, format: FormatId) => string | undefined = () => undefined,
): ExportMenu {
  const formats = (Object.keys(formatTitles) as FormatId[]).filter((id) => writers[id] !== undefined);
  const chosen: { format: FormatId; scale: number; theme: ThemeId } = { format: formats[0]!, scale: 2, theme: "light" };
  const text = (format: FormatId): string => {
    const it = shown();
    return it === undefined ? "" : (writers[format]?.(it, { theme: chosen.theme, locale }) ?? "");
  };
  const save = async (format: FormatId) => {
    const { scale } = chosen;
    const name = `${shown()?.id ?? "chart"}.${format}`;
    if (format === "png") files.save(name, await bitmap(text(format), scale), "base64");
    else files.save(name, text(format), "utf8");
  };
  const scale = picked(
    "scale",
    say("scale"),
    [1, 2, 3, 4].map((each) => [String(each), `${each}×`]),
    "2",
    (value) => {
      chosen.scale = Number(value);
    },
  );
  const themes = (["light", "dark", "print"] as const).map((id) => [id, say(id)] as const);
  const colours = picked("colours", say("colours"), themes, chosen.theme, (value) => {
    chosen.theme = value;
  });
  const copy = button({
    label: say("copy"),
    onClick: () => {
      files.copy(text(chosen.format));
    },
  });
  const keep = button({ label: say("save"), primary: true, onClick: () => void save(chosen.format) });
  const why = make("p", { class: "quiet", role: "status" });
  const show = () => {
    const it = shown();
    write(why, (it && refusal(it, chosen.format)) ?? "");
    const isRefused = why.textContent !== "";
    why.hidden = !isRefused;
    keep.hidden = isRefused;
    scale.hidden = isRefused || chosen.format !== "png";
    copy.hidden = isRefused || chosen.format === "png";
    colours.hidden = isRefused || (chosen.format !== "svg" && chosen.format !== "png");
  };
  const titles = formats.map((id) => [id, formatTitles[id]] as const);
  const format = picked("format", say("format"), titles, chosen.format, (value) => {
    chosen.format = value;
    show();
  });
  show();
  const menu = make(
    "div",
    { class: "menu" },
    format,
    why,
    scale,
    colours,
    make("div", { class: "actions" }, copy, keep),
  );
  const details = make("details", { class: "export" }, make("summary", {}, say("export")), menu);
  // What is shown may be another since.
  details.addEventListener("toggle", show);
  return {
    element: details,
    formats: () => {
      const it = shown();
      return it === undefined ? [] : formats.filter((id) => refusal(it, id) === undefined);
    },
    write(asked, how) {
      if (how === "copy") files.copy(text(asked));
      else void save(asked);
    },
  };
}
