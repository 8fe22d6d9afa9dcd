/** A part of a mask that is looked at, in output units down and inputs with their kernel positions across. */
import * as Type from "typebox";
import type { Frozen } from "../frozen";

export const WindowSchema = Type.Object({
  top: Type.Integer({ minimum: 0 }),
  left: Type.Integer({ minimum: 0 }),
  rows: Type.Integer({ minimum: 1 }),
  columns: Type.Integer({ minimum: 1 }),
});

export type Window = Frozen<typeof WindowSchema>;

/** How large a mask is. */
export type Extent = Pick<Window, "rows" | "columns">;

/** Nothing is shown larger than this many units a side, so that what is around a weight stays in sight. */
const least = 8;

export function wholeOf({ rows, columns }: Extent): Window {
  return { top: 0, left: 0, rows, columns };
}

/**
 * A closer or wider look around a point, which stays where it is on the screen as far as the mask reaches.
 *
 * @param factor above 1 for a closer look
 * @param at     the point within the window, as shares of its height and width
 */
export function zoomed(
  window: Window,
  extent: Extent,
  factor: number,
  at: { readonly down: number; readonly across: number } = { down: 0.5, across: 0.5 },
): Window {
  const side = (now: number, all: number) => Math.min(all, Math.max(Math.min(all, least), Math.round(now / factor)));
  const [rows, columns] = [side(window.rows, extent.rows), side(window.columns, extent.columns)];
  const top = window.top + at.down * (window.rows - rows);
  const left = window.left + at.across * (window.columns - columns);
  return within({ top, left, rows, columns }, extent);
}

/** The same look elsewhere. @param down, across shares of the window's height and width */
export function moved(window: Window, extent: Extent, down: number, across: number): Window {
  const step = (share: number, side: number) => Math.sign(share) * Math.max(1, Math.abs(share) * side);
  return within(
    { ...window, top: window.top + step(down, window.rows), left: window.left + step(across, window.columns) },
    extent,
  );
}

/** Whether a window lies within a mask of this size. */
export function fits({ top, left, rows, columns }: Window, extent: Extent): boolean {
  return top + rows <= extent.rows && left + columns <= extent.columns;
}

function within({ top, left, rows, columns }: Window, extent: Extent): Window {
  const held = (from: number, side: number, all: number) => Math.round(Math.min(Math.max(0, from), all - side));
  return { top: held(top, rows, extent.rows), left: held(left, columns, extent.columns), rows, columns };
}
