/** A mask on a canvas: cells without smoothing, and the keys, buttons and wheel that look closer. */
import { mostCells, type Picture, type PicturePart } from "../../src/core/inspect/picture";
import { moved, wholeOf, zoomed, type Extent, type Window } from "../../src/core/inspect/window";
import { make } from "../dom";
import { button } from "../elements";
import { themeColour } from "../theme";
import { cellCanvas, paint, type Colour } from "./paint";
import type { Say } from "./words";

const zoomActs = ["zoomIn", "zoomOut", "zoomAll"] as const;
type ZoomAct = (typeof zoomActs)[number];

export interface MaskCanvas {
  readonly element: HTMLElement;
  readonly buttons: readonly HTMLElement[];
  readonly act: Readonly<Record<ZoomAct, () => void>>;
  /**
   * Shows a part of a layer; as long as its own picture is not there, what is known of it by the last one.
   * @returns number of cells that hold anything
   */
  draw(extent: Extent, window: Window, picture: Picture | undefined): number;
  describe(label: string): void;
  /** Of the picture, in px of the page. */
  readonly box: (extent: Extent) => { readonly width: number; readonly height: number };
  /** Cells that can be told apart. */
  readonly size: (extent: Extent) => { readonly width: number; readonly height: number };
}

export interface MaskCanvasOptions {
  readonly say: Say;
  readonly onLook: (window: Window) => void;
  /** The canvas has another size now. */
  readonly onResize: () => void;
}

/** In pixels of the page. */
const highest = 420;
const thinnest = 64;

/** The editor's names for the colours; `style.css` has the same for the legend. */
const colours: Readonly<Record<PicturePart, string>> = {
  kept: "charts-blue",
  both: "foreground",
  onlyFirst: "charts-blue",
  onlySecond: "charts-orange",
};

export function maskCanvas({ say, onLook, onResize }: MaskCanvasOptions): MaskCanvas {
  let seen: { readonly extent: Extent; readonly window: Window } | undefined;
  const canvas = make("canvas", { role: "img", tabindex: "0", class: "mask", "aria-description": say("zoomHelp") });
  const element = make("div", { class: "holder" }, canvas);
  const zoom = (factor: number, at?: { readonly down: number; readonly across: number }) => {
    if (seen !== undefined) onLook(zoomed(seen.window, seen.extent, factor, at));
  };
  const move = (down: number, across: number) => {
    if (seen !== undefined) onLook(moved(seen.window, seen.extent, down, across));
  };
  const act: MaskCanvas["act"] = {
    zoomIn: () => {
      zoom(2);
    },
    zoomOut: () => {
      zoom(1 / 2);
    },
    zoomAll: () => {
      if (seen !== undefined) onLook(wholeOf(seen.extent));
    },
  };
  const keys: Readonly<Record<string, () => void>> = {
    "+": act.zoomIn,
    "-": act.zoomOut,
    ArrowLeft: () => {
      move(0, -0.25);
    },
    ArrowRight: () => {
      move(0, 0.25);
    },
    ArrowUp: () => {
      move(-0.25, 0);
    },
    ArrowDown: () => {
      move(0.25, 0);
    },
    Home: act.zoomAll,
  };
  canvas.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  canvas.addEventListener("wheel", (event) => {
    // Without Ctrl the wheel scrolls the page.
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    const at = { down: (event.clientY - box.top) / box.height, across: (event.clientX - box.left) / box.width };
    zoom(event.deltaY < 0 ? 1.25 : 1 / 1.25, at);
  });
  const boxOf = ({ rows, columns }: Extent) => {
    const width = Math.max(element.clientWidth, thinnest);
    const height = Math.min(highest, Math.max(thinnest, (width * rows) / columns));
    return { width: Math.min(width, Math.max(thinnest, (height * columns) / rows)), height };
  };
  const dotsOf = (extent: Extent) => {
    const { width, height } = boxOf(extent);
    return { width: Math.ceil(width * devicePixelRatio), height: Math.ceil(height * devicePixelRatio) };
  };
  let wide = 0;
  new ResizeObserver(() => {
    if (element.clientWidth === wide) return;
    wide = element.clientWidth;
    onResize();
  }).observe(element);
  return {
    element,
    buttons: zoomActs.map((id) => button({ label: say(id), onClick: act[id] })),
    act,
    box: boxOf,
    draw(extent, window, picture) {
      seen = { extent, window };
      const [box, dots] = [boxOf(extent), dotsOf(extent)];
      canvas.style.width = `${box.width}px`;
      canvas.style.height = `${box.height}px`;
      Object.assign(canvas, dots);
      if (picture === undefined) return 0;
      return show(canvas, picture, window);
    },
    describe(label) {
      canvas.setAttribute("aria-label", label);
    },
    size(extent) {
      const { width, height } = dotsOf(extent);
      return { width: Math.min(mostCells, width), height: Math.min(mostCells, height) };
    },
  };
}

/** A picture, laid where its part of the mask lies in the one that is looked at. */
function show(canvas: HTMLCanvasElement, picture: Picture, window: Window): number {
  const { pixels, filled } = paint(picture, {
    ground: rgb(themeColour("editor-background")),
    parts: {
      kept: rgb(themeColour(colours.kept)),
      both: rgb(themeColour(colours.both)),
      onlyFirst: rgb(themeColour(colours.onlyFirst)),
      onlySecond: rgb(themeColour(colours.onlySecond)),
    },
  });
  const cells = cellCanvas(pixels, picture.width, picture.height);
  const brush = canvas.getContext("2d")!;
  brush.imageSmoothingEnabled = false;
  const [across, down] = [canvas.width / window.columns, canvas.height / window.rows];
  const { top, left, rows, columns } = picture.window;
  const [x, y] = [(left - window.left) * across, (top - window.top) * down];
  brush.drawImage(cells, x, y, columns * across, rows * down);
  return filled;
}

/** A colour as the browser reads it; what lets the ground through is laid on black. */
function rgb(colour: string): Colour {
  const dot = make("canvas", { width: "1", height: "1" });
  const brush = dot.getContext("2d", { willReadFrequently: true })!;
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
