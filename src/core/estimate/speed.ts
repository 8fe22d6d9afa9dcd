/** From a measurement to the time of any network: the same terms, with the factors that fit what was measured. */
import type { Graph } from "../model/graph";
import { sum } from "../sparsity/layers";
import { subjectGraph, type Calibration, type CalibrationPoint } from "./calibration";
import { expectedKept } from "./kept";
import { nonnegativeFactors } from "./leastSquares";
import { blocksOf, blockWork, type Work } from "./work";

/** Times in seconds of one block of four images, for each kind of call to the engine. */
export interface Speed {
  readonly step: (work: Work) => number;
  readonly forward: (work: Work) => number;
  readonly attack: (work: Work) => number;
  /** Measuring the ways of a network's layers, once a run. */
  readonly choose: (graph: Graph, kept: readonly number[]) => number;
  /** Making a session ready. */
  readonly open: (graph: Graph, kept: readonly number[]) => number;
}

interface Network {
  readonly work: Work;
  readonly kept: readonly number[];
}

type Terms<Of> = readonly ((of: Of) => number)[];

const terms: Terms<Work> = [({ macs }) => macs, ({ fetches }) => fetches, ({ elements }) => elements];
/** Pixels are moved and checked one by one, by no kernel. */
const attackTerms: Terms<Work> = [...terms, ({ pixels }) => pixels];
/** Layers are timed on a few images in several ways, and every kept weight is sorted into its stream. */
const preparing: Terms<Network> = [({ work }) => work.macs, ({ kept }) => sum(kept), () => 1];

export function speedOf({ points }: Calibration): Speed {
  const measured = points.map((point) => {
    const graph = subjectGraph(point);
    const kept = expectedKept(graph, point);
    return { point, blocks: blocksOf(point.batch, point.batch), kept, work: blockWork(graph, kept) };
  });
  const perBlock = (over: Terms<Work>, ms: (point: CalibrationPoint) => number) =>
    fitted(
      over,
      measured.map(({ work }) => work),
      measured.map(({ point, blocks }) => ms(point) / 1000 / blocks),
    );
  const perSession = (ms: (point: CalibrationPoint) => number) => {
    const seconds = fitted<Network>(
      preparing,
      measured,
      points.map((point) => ms(point) / 1000),
    );
    return (graph: Graph, kept: readonly number[]) => seconds({ work: blockWork(graph, kept), kept });
  };
  return {
    step: perBlock(terms, ({ stepMs }) => stepMs),
    forward: perBlock(terms, ({ forwardMs }) => forwardMs),
    attack: perBlock(attackTerms, ({ attackMs }) => attackMs),
    choose: perSession(({ chooseMs }) => chooseMs),
    open: perSession(({ openMs }) => openMs),
  };
}

/** What the fit makes of the points themselves, in their order: how far estimates are off where the truth is known. */
export function estimatedTimes(calibration: Calibration): readonly Pick<CalibrationPoint, "stepMs">[] {
  const { step } = speedOf(calibration);
  return calibration.points.map((point) => {
    const graph = subjectGraph(point);
    const work = blockWork(graph, expectedKept(graph, point));
    return { stepMs: 1000 * blocksOf(point.batch, point.batch) * step(work) };
  });
}

function fitted<Of>(over: Terms<Of>, measured: readonly Of[], seconds: readonly number[]): (of: Of) => number {
  const row = (of: Of) => over.map((term) => term(of));
  const factors = nonnegativeFactors(measured.map(row), seconds);
  return (of) => sum(row(of).map((value, term) => value * factors[term]!));
}
