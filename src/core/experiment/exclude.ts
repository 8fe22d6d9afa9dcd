/** Which points of the grid the entries of `exclude` take away. */
import * as Value from "typebox/value";
import { familyName, presetChoice } from "../model/presetNames";
import type { Problem } from "../problem";
import { isRecord } from "../record";
import type { Grid } from "./grid";
import type { Lookup } from "./lookup";
import type { PointSettings } from "./readSettings";
import { familySchema } from "./schema";
import { points, plain, type Tree } from "./tree";

export interface Exclusions {
  /** Whether some entry agrees with this point. */
  readonly agrees: (settings: PointSettings) => boolean;
  /** What is wrong with entries, once every point has been asked about. */
  readonly problems: (cells: number) => readonly Problem[];
}

export function exclusionsOf({ exclusions }: Grid, { resolve }: Lookup): Exclusions {
  const used = new Set<Tree>();
  return {
    agrees(settings) {
      const taking = exclusions.filter((entry) => agrees(entry, settings, resolve));
      for (const entry of taking) used.add(entry);
      return taking.length > 0;
    },
    problems(cells) {
      if (cells === 0 && exclusions.length > 0) {
        const span = exclusions.at(-1)!.span;
        return [{ span, severity: "error", code: "grid-empty", args: {} }];
      }
      const idle = exclusions.filter((entry) => !used.has(entry));
      return idle.map(({ span }) => ({ span, severity: "warning", code: "exclude-without-effect", args: {} }));
    },
  };
}

/**
 * An entry agrees with a point when every value it gives is the point's; a list of values, when one of them is.
 *
 * @param resolve the absolute path of a path written in the file
 */
function agrees(entry: Tree, settings: PointSettings, resolve: (path: string) => string): boolean {
  return points(entry).some((option) => {
    const { data, model, ...rest } = asRecord(plain(option));
    return (
      contains(settings, rest) &&
      (model === undefined || contains(familyOf(settings.model), familyOf(model))) &&
      (data === undefined || contains(settings.data, dataAs(data, resolve)))
    );
  });
}

/** Every value given below `part` stands at the same place below `whole`. */
function contains(whole: unknown, part: unknown): boolean {
  if (isRecord(whole) && isRecord(part)) {
    return Object.entries(part).every(([key, value]) => contains(whole[key], value));
  }
  return JSON.stringify(whole) === JSON.stringify(part);
}

/** A preset by its name is the same as by its family, depth and width. */
function familyOf(model: unknown): unknown {
  if (typeof model === "string") return presetChoice(model) ?? model;
  if (!Value.Check(familySchema, model)) return model;
  return presetChoice(familyName(model)) ?? model;
}

function dataAs(data: unknown, resolve: (path: string) => string): unknown {
  if (typeof data === "string") return { format: data };
  return isRecord(data) && typeof data.path === "string" ? { ...data, path: resolve(data.path) } : data;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
