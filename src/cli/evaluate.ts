import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { imageDecoder } from "../codec/decoder";
import { dataFormats } from "../core/data/formats";
import type { Images } from "../core/data/images";
import { examine, type ExaminationProgress, type OutlierSet } from "../core/evaluation/examine";
import { readsPictures, uses } from "../core/experiment/evaluation";
import { maskTable } from "../core/model/cost";
import type { Findings } from "../core/run/findings";
import { loadTestImages } from "../store/dataset";
import { loadOutliers } from "../store/outliers";
import { cacheIn, nearestRoot } from "../store/root";
import { type NetworkWeights, readWeights } from "../store/weights";
import { BadInput } from "./badInput";
import { numberOf } from "./choices";
import { ownEngine, programFolder } from "./engines";
import { type ExitCode, exitCodes } from "./exitCodes";
import { type EvaluateOptions, type EvaluateRequest, evaluateRequest } from "./evaluateRequest";
import { detailTables, metricsTable } from "./findings";
import { threadCount } from "./run";
import { costLines } from "./tables";

/** Evaluates the weights of a run or of any safetensors file with PyTorch's names; Ctrl-C ends it. */
export async function evaluate(name: string, options: EvaluateOptions): Promise<ExitCode> {
  const threads = threadCount(options.threads);
  const batch = numberOf("--batch", options.batch, 1, 65_536);
  const request = await evaluateRequest(name, options);
  const weights = await readWeights(request.file, request.graph, request.which).catch((error: unknown) => {
    throw error instanceof Error ? new BadInput(error.message) : error;
  });
  const cache = cacheOf(options.out);
  const { data, evaluate, settings } = request;
  const pictures = readsPictures(data, evaluate, settings);
  const decode = pictures ? await imageDecoder(join(programFolder, "codecs")) : undefined;
  const test = await loadTestImages(data, cache, decode);
  const outliers = uses(evaluate, "outliers") ? await loadOutliers(settings.outliers, test, cache, decode) : [];
  const findings = await examined(request, weights, test, outliers, { batch, threads });
  if (findings === undefined) {
    console.error("Stopped; nothing was found.");
    return exitCodes.stopped;
  }
  console.log(options.json === true ? asJson(request, weights, findings) : asText(request, weights, findings));
  return exitCodes.done;
}

function asJson(request: EvaluateRequest, { converted, masks }: NetworkWeights, findings: Findings): string {
  const { graph, ...asked } = request;
  const { total } = maskTable(graph, masks, "dense", 1);
  return JSON.stringify({ ...asked, model: graph.name, converted, total, ...findings });
}

function asText(request: EvaluateRequest, { converted, masks }: NetworkWeights, findings: Findings): string {
  const { graph, title, file, column } = request;
  const parts = [
    [title, file, ...(converted.length > 0 ? [`Numbers of type ${converted.join(", ")} were read as F32.`] : [])].join(
      "\n",
    ),
    costLines(maskTable(graph, masks, "dense", 1).total),
    metricsTable({ [column]: findings }),
    ...detailTables(findings.details ?? {}),
  ];
  return parts.join("\n\n");
}

/** Undefined when it was interrupted. */
async function examined(
  { graph, data, evaluate, settings }: EvaluateRequest,
  { parameters, buffers, masks }: NetworkWeights,
  test: Images,
  outliers: readonly OutlierSet[],
  { batch, threads }: { readonly batch: number; readonly threads: number },
): Promise<Findings | undefined> {
  const { normalisation } = dataFormats[data.format];
  const state = { parameters, buffers, momentum: new Map<string, Float32Array>() };
  const session = await ownEngine().open({ graph, state, masks, batch, threads, seed: 0 });
  const progress = progressBar();
  const interrupt = new AbortController();
  const onInterrupt = () => {
    interrupt.abort();
  };
  process.once("SIGINT", onInterrupt);
  try {
    const work = examine({ session, batch, test, normalisation, evaluate, settings, outliers });
    for (;;) {
      const { done, value } = await work.next();
      if (done === true) return value;
      if (interrupt.signal.aborted) return undefined;
      progress.show(value);
    }
  } finally {
    process.off("SIGINT", onInterrupt);
    progress.close();
    await session.close();
  }
}

/** On stderr, and only where someone watches. */
function progressBar(): { show: (progress: ExaminationProgress) => void; close: () => void } {
  const bar = new SingleBar({
    format: "{bar} {percentage} %  evaluating",
    barsize: 20,
    hideCursor: true,
    noTTYOutput: false,
  });
  let started = false;
  return {
    show({ done, total }) {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(done);
    },
    close: () => {
      if (started) bar.stop();
    },
  };
}

/** Drawn images are kept beside runs where there are any. */
function cacheOf(out: string | undefined): string {
  const root = out ?? nearestRoot(process.cwd());
  return existsSync(root) ? cacheIn(root) : join(tmpdir(), "sparse-cache");
}
