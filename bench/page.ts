/** How smoothly the results page moves charts, and what it holds, in a headless browser. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type CDPSession, type Page } from "playwright-core";
import { cellTitle } from "../src/core/experiment/plans";
import type { Plan } from "../src/core/experiment/plan";
import type { ResultEvents, ResultsMessage } from "../src/core/results/panel";
import { thinned } from "../src/core/results/thin";
import { thisMachine } from "./machine";
import { plainTable } from "./plainTable";
import { eventsOf, plansFor } from "./workspace";

/** Runs, and points of the training curve of each; of the last ones the page gets fewer. */
const shapes = [
  { runs: 10, points: 10_000 },
  { runs: 333, points: 300 },
  { runs: 1, points: 100_000 },
  { runs: 5000, points: 300 },
] as const;

const viewport = { width: 1200, height: 900 };

/** A drag of so many pointer moves, one a frame. */
const moves = 60;

/** @param program of a Chromium or Chrome */
export async function measurePage(root: string, program: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const rows: string[][] = [];
    for (const shape of shapes) rows.push(await measure(root, browser, shape));
    const { cpu, cores, system, load } = thisMachine();
    const machine = `${cpu}, ${cores} cores, ${system}, load ${load.toFixed(1)}; Chromium ${browser.version()}.`;
    const head = [
      "runs × points",
      "points drawn",
      "ms to read and draw",
      "ms a frame",
      "of a processor",
      "slowest of 20",
      "at most",
      "heap",
    ];
    return `${plainTable(head, rows)}\n\n${machine}`;
  } finally {
    await browser.close();
  }
}

async function measure(root: string, browser: Browser, shape: (typeof shapes)[number]): Promise<string[]> {
  const page = await openPage(root, browser);
  const start = Date.now();
  await tell(page, shape);
  const { drawn, at } = await settled(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const before = await processorMs(session);
  const frames = (await drag(page)).sort((left, right) => left - right);
  const after = await processorMs(session);
  const heap = await heapBytes(page);
  await page.close();
  const mean = frames.reduce((sum, ms) => sum + ms, 0) / frames.length;
  const count = (number: number) => number.toLocaleString("en");
  return [
    `${count(shape.runs)} × ${count(shape.points)}`,
    count(drawn),
    count(at - start),
    mean.toFixed(1),
    ((after - before) / moves).toFixed(1),
    frames[Math.floor(0.95 * frames.length)]!.toFixed(1),
    (1000 / 30).toFixed(1),
    `${(heap / 1e6).toFixed(0)} MB`,
  ];
}

/** The built page, as the editor would show it. */
async function openPage(root: string, browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport });
  const file = (name: string) => readFileSync(path.join(root, "dist", "webview", name), "utf8");
  await page.setContent(`<!DOCTYPE html><html lang="en" style="${theme}"><body><main id="page"></main></body></html>`);
  await page.addStyleTag({ content: file("results.css") });
  const editor = "{ postMessage() {}, getState() {}, setState() {} }";
  await page.evaluate(`window.acquireVsCodeApi = () => (${editor})`);
  await page.addScriptTag({ content: file("results.js") });
  return page;
}

const theme = [
  ...["foreground:#ccc", "editor-background:#1f1f1f", "charts-blue:#3794ff", "charts-red:#f14c4c"],
  ...["charts-green:#89d185", "charts-purple:#b180d7", "charts-orange:#d18616", "charts-yellow:#cca700"],
]
  .map((colour) => `--vscode-${colour}`)
  .join("; ");

/** What the host sends of finished runs that are all chosen. */
async function tell(page: Page, { runs, points }: (typeof shapes)[number]): Promise<void> {
  const all = plansFor(runs).map((plan, index) => ({ id: `run-${index}`, title: cellTitle(plan), plan }));
  const send = (messages: readonly ResultsMessage[]) =>
    page.evaluate(`for (const message of ${JSON.stringify(messages)}) window.postMessage(message)`);
  const entry = ({ id, title, plan }: { readonly id: string; readonly title: string; readonly plan: Plan }) =>
    ({ id, title, seed: plan.seed, cell: 0, status: "completed" }) as const;
  await send([
    { kind: "catalogue", whole: true, runs: all.map(entry) },
    { kind: "chosen", ids: all.map(({ id }) => id), runs: all },
  ]);
  for (let from = 0; from < runs; from += batch) {
    const some = all.slice(from, from + batch).map(({ id, plan }, index): ResultEvents => {
      const events = eventsOf(plan, from + index, points);
      const few = thinned(events, runs);
      return {
        kind: "events",
        of: id,
        from: 0,
        events: few,
        ...(few.length < events.length && { all: events.length }),
      };
    });
    await send([{ kind: "many", runs: some }]);
  }
}

/** Runs whose events are handed to the browser at once. */
const batch = 64;

/** Waits until nothing more has been drawn for a while; returns how many points were, and when, in ms since 1970. */
async function settled(page: Page): Promise<{ readonly drawn: number; readonly at: number }> {
  let [drawn, at] = [NaN, Date.now()];
  while (Date.now() - at < 2000 || Number.isNaN(drawn)) {
    const now = Number(await page.evaluate(`${nextFrame}.then(() => document.body.dataset.drawn)`));
    if (!Object.is(now, drawn)) [drawn, at] = [now, Date.now()];
  }
  return { drawn, at };
}

/** Zooms into the first chart, drags it to and fro, and returns the ms from each frame to the next. */
async function drag(page: Page): Promise<number[]> {
  const canvas = page.locator("canvas").first();
  for (let press = 0; press < 3; press++) await canvas.press("+");
  const { times, hasMoved } = await page.evaluate<Dragged>(`(${dragging})(document.querySelector("canvas"))`);
  if (!hasMoved) throw new Error("The chart has not moved.");
  return times;
}

interface Dragged {
  readonly times: number[];
  readonly hasMoved: boolean;
}

/** Runs in the page, so that each move comes with a frame: told from here, each would wait for the way to and fro. */
const dragging = `async (canvas) => {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const point = (type, shift) => {
    const at = { clientX: left + width / 2 + shift, clientY: top + height / 2, buttons: type === "pointerup" ? 0 : 1 };
    canvas.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, pointerType: "mouse", pointerId: 1, isPrimary: true }));
  };
  const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));
  const times = [];
  point("pointerdown", 0);
  let last = await frame();
  const before = canvas.toDataURL();
  for (let move = 1; move <= ${moves}; move++) {
    point("pointermove", 200 * Math.sin(move / 5));
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  const hasMoved = canvas.toDataURL() !== before;
  point("pointerup", 0);
  return { times, hasMoved };
}`;

const nextFrame = "new Promise((done) => requestAnimationFrame(done))";

/** Time of the page's process on all processors so far: what else the machine does is not in it. */
async function processorMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "ProcessTime")!.value;
}

/** After garbage is collected. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}
