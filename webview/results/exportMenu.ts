import type { Locale } from "../../src/core/template";
import type { ThemeId } from "../../src/report/theme";
import { make, write } from "../dom";
import { button } from "../elements";
import { picked } from "./controls";
import { bitmap, formatTitles, type FormatId, type Writers } from "./files";
import type { Say } from "./words";

/** Where what is exported goes. */
export interface Files {
  readonly copy: (text: string) => void;
  readonly save: (name: string, content: string, encoding: "utf8" | "base64") => void;
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
): HTMLDetailsElement {
  const formats = (Object.keys(formatTitles) as FormatId[]).filter((id) => writers[id] !== undefined);
  const chosen: { format: FormatId; scale: number; theme: ThemeId } = { format: formats[0]!, scale: 2, theme: "light" };
  const text = (): string => {
    const it = shown();
    return it === undefined ? "" : writers[chosen.format]!(it, { theme: chosen.theme, locale });
  };
  const save = async () => {
    const { format, scale } = chosen;
    const name = `${shown()?.id ?? "chart"}.${format}`;
    if (format === "png") files.save(name, await bitmap(text(), scale), "base64");
    else files.save(name, text(), "utf8");
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
      files.copy(text());
    },
  });
  const keep = button({ label: say("save"), primary: true, onClick: () => void save() });
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
  return details;
}
