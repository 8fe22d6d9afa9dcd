import type { Locale } from "../template";
import type { EventOf } from "./event";
import { runPhrase } from "./phrases";
import { significant } from "./words";

/** On which engine a run trains and why: "webgpu, the fastest here: 12 ms a step (sparse 45 ms)". */
export function choiceWords({ engine, because, candidates }: EventOf<"engine">, locale: Locale): string {
  const time = (of: (typeof candidates)[number]) => significant(of.stepMs ?? NaN);
  const timed = candidates.filter(({ works, stepMs }) => works && stepMs !== undefined);
  const own = timed.find((candidate) => candidate.engine === engine);
  const others = timed.filter((candidate) => candidate !== own);
  const beside = own !== undefined && others.length > 0;
  return runPhrase(
    `choice.${because}`,
    {
      engine,
      ...(beside && { own: time(own), others: others.map((other) => `${other.engine} ${time(other)} ms`).join(", ") }),
    },
    locale,
  );
}

/** "webgpu: no adapter was found", for each engine that was tried and does not work. */
export function refusedEngines({ candidates }: EventOf<"engine">): readonly string[] {
  return candidates.flatMap(({ engine, works, reason }) => (works ? [] : [`${engine}: ${reason}`]));
}
