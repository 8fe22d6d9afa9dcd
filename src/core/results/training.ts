/** Training curves: loss and accuracy of every run, as it trained and on images it was not trained on. */
import { formatNumber, tickText, type NumberFormat } from "../chart/format";
import type { Axis, ChartModel, Point, Series } from "../chart/model";
import { smoothed } from "../chart/smooth";
import type { Locale } from "../template";
import { planTitle } from "../experiment/plans";
import { cellsOf, distinct } from "./cells";
import type { ResultOptions } from "./options";
import { runNotes, countNote } from "./notes";
import { saying, sentences, type PhraseId } from "./phrases";
import { ascending } from "./points";
import type { ResultRun } from "./run";
import { runAxis, type RunAxis } from "./runAxis";

type Quantity = "loss" | "accuracy";

export function trainingCharts(
  runs: readonly ResultRun[],
  options: ResultOptions,
  locale: Locale,
): readonly ChartModel[] {
  const axis = runAxis(runs, options.axis, locale);
  const tracks = tracksOf(runs, options, locale);
  return (["training", "validation"] as const).flatMap((images) =>
    (["loss", "accuracy"] as const).map((quantity) => chart({ images, quantity, axis, tracks, options, locale })),
  );
}

/** A run with what it is called and looks like. */
interface Track {
  readonly run: ResultRun;
  readonly label: string;
  readonly slot: number;
}

/** Seeds of one network look alike, unless there is no other network to tell them from. */
function tracksOf(runs: readonly ResultRun[], options: ResultOptions, locale: Locale): readonly Track[] {
  const say = saying(locale);
  const cells = cellsOf(runs, options);
  const cellOf = new Map(cells.flatMap((cell) => cell.runs.map((run) => [run, cell] as const)));
  // A name that a person gave stands; those of plans have much in common.
  const name = (run: ResultRun) =>
    run.title === planTitle(run.plan)
      ? say("training.seed", { label: cellOf.get(run)!.label, seed: run.plan.seed })
      : run.title;
  const labels = distinct(runs.map(name));
  return runs.map((run, index) => {
    return { run, label: labels[index]!, slot: cells.length === 1 ? index : cellOf.get(run)!.slot };
  });
}

interface ChartRequest {
  readonly images: "training" | "validation";
  readonly quantity: Quantity;
  readonly axis: RunAxis;
  readonly tracks: readonly Track[];
  readonly options: ResultOptions;
  readonly locale: Locale;
}

function chart(request: ChartRequest): ChartModel {
  const { images, quantity, axis, tracks, options, locale } = request;
  const say = saying(locale);
  const isTraining = images === "training";
  const series = isTraining ? trainingSeries(request) : heldBackSeries(request);
  const drawn = series.filter(({ points }) => points.length > 0);
  const format: NumberFormat = quantity === "loss" ? "number" : "percent";
  const y: Axis = {
    title: say(`axis.${quantity}`),
    scale: quantity === "loss" && options.log ? "log" : "linear",
    format,
  };
  const count = (of: (run: ResultRun) => boolean) => tracks.filter(({ run }) => of(run)).length;
  const note = (id: PhraseId, missing: number) => countNote(say, id, missing, tracks.length);
  return {
    id: `${images}-${quantity}`,
    title: say(`curves.${images}.${quantity}`),
    summary: summaryOf(drawn, request, format),
    x: axis.axis,
    y,
    series: drawn,
    notes: [
      ...runNotes(
        tracks.map(({ run }) => run),
        locale,
      ),
      ...(isTraining
        ? note(
            "training.noSteps",
            count(({ state }) => state.progress.length === 0),
          )
        : note(
            "training.noValidation",
            count(({ plan }) => plan.train.validation === 0),
          )),
      ...(isTraining && options.smoothing > 0 && drawn.length > 0
        ? [say("training.smoothed", { weight: tickText(options.smoothing, "number", locale) })]
        : []),
      ...(options.axis === "time" && drawn.length > 0 ? [say("training.time")] : []),
    ],
  };
}

function trainingSeries({ quantity, axis, tracks, options, locale }: ChartRequest): readonly Series[] {
  const lines = tracks.map(({ run, label, slot }) => {
    const points = run.state.progress.flatMap((at, index) => axis.point(run, at.step, at[quantity], index));
    return { label, slot, kind: "line", points } as const;
  });
  if (options.smoothing === 0) return lines;
  const measured = (label: string) => saying(locale)("training.raw", { label });
  const raw = lines.map((line) => ({ ...line, label: measured(line.label), faint: true }) as const);
  return [...raw, ...lines.map((line) => ({ ...line, points: smoothed(line.points, options.smoothing) }))];
}

/** Validation is a line; tests are the marks at the epochs whose weights were tested. */
function heldBackSeries({ quantity, axis, tracks, locale }: ChartRequest): readonly Series[] {
  const metric = quantity === "loss" ? "nll" : "accuracy";
  return tracks.flatMap(({ run, label, slot }): readonly Series[] => {
    const { epochs, tests, steps } = run.state;
    const validated = epochs.flatMap(({ step, validation }) =>
      validation === undefined ? [] : axis.point(run, step, validation[quantity]),
    );
    const tested = tests.flatMap(({ epoch, metrics }): readonly Point[] => {
      const step = epochs.find((done) => done.epoch === epoch)?.step ?? (epoch * steps) / run.plan.train.epochs;
      return metrics[metric] === undefined ? [] : axis.point(run, step, metrics[metric]);
    });
    return [
      { label, slot, kind: "line", points: validated },
      { label: saying(locale)("training.test", { label }), slot, kind: "points", points: ascending(tested) },
    ];
  });
}

function summaryOf(drawn: readonly Series[], { axis, locale }: ChartRequest, format: NumberFormat): string {
  const say = saying(locale);
  // Tests are of runs that have a line already, where any has.
  const lines = drawn.filter(({ kind, faint }) => kind === "line" && faint !== true);
  const ends = (lines.length > 0 ? lines : drawn)
    .map(({ label, points }) => ({ label, ...points.at(-1)! }))
    .sort((left, right) => left.y - right.y);
  const [lowest, highest] = [ends[0], ends.at(-1)];
  if (lowest === undefined || highest === undefined) return say("training.none");
  const [low, high] = [formatNumber(lowest.y, format, locale), formatNumber(highest.y, format, locale)];
  const one = { label: lowest.label, value: low, axis: axis.axis.title, x: formatNumber(lowest.x, "number", locale) };
  const many = { count: ends.length, low, lowLabel: lowest.label, high, highLabel: highest.label };
  return sentences([ends.length === 1 ? say("training.one", one) : say("training.many", many)], locale);
}
