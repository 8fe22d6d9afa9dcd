import { reasonWords } from "../../src/core/run/cause";
import type { PanelAction } from "../../src/core/run/panel";
import { timeLeftMs } from "../../src/core/run/pace";
import type { RunStatus } from "../../src/core/run/status";
import { count, currentEpoch, deviceWords, duration, statusWord } from "../../src/core/run/words";
import { make, write } from "../dom";
import { button, spinner } from "../elements";
import type { Track } from "./track";
import type { Words } from "./words";

export interface Head {
  readonly element: HTMLElement;
  draw(track: Track): void;
}

/** Title, state and what can be done. */
export function runHead(act: (action: PanelAction) => void, words: Words): Head {
  const { say, locale } = words;
  const title = make("h1");
  const state = make("span", { class: "state", role: "status" });
  const wait = spinner(say("working"));
  const facts = make("span", { class: "facts" });
  const progress = make("progress", { "aria-label": say("done"), max: "1", value: "0" });
  const stop = button({
    label: say("stop"),
    primary: true,
    onClick: () => {
      act("stop");
    },
  });
  const resume = button({
    label: say("resume"),
    primary: true,
    onClick: () => {
      act("resume");
    },
  });
  const log = button({
    label: say("log"),
    onClick: () => {
      act("log");
    },
  });
  const folder = button({
    label: say("folder"),
    onClick: () => {
      act("folder");
    },
  });
  const reason = make("p", { class: "reason" });
  const line = make("div", { class: "line" }, wait, state, facts);
  const actions = make("div", { class: "actions" }, stop, resume, log, folder);
  const element = make("header", {}, make("div", { class: "top" }, title, actions), line, progress, reason);
  return {
    element,
    draw(track) {
      const { head, state: run } = track;
      const running = head.status === "running";
      write(title, head.title);
      const doing = running && run.phase === "scoring" ? say("scoring") : statusWord(head.status, locale);
      write(state, head.stopping ? say("stopping") : doing);
      state.dataset.status = head.status;
      write(facts, factsOf(track, words).join(" · "));
      write(stop, say(head.stopping ? "stopNow" : head.status === "queued" ? "unqueue" : "stop"));
      const why = reasonWords(run, locale);
      write(reason, why ?? "");
      progress.value = run.steps === 0 ? 0 : run.step / run.steps;
      wait.hidden = !running;
      stop.hidden = !running && head.status !== "queued";
      resume.hidden = !resumable.includes(head.status);
      reason.hidden = why === undefined;
    },
  };
}

const resumable: readonly RunStatus[] = ["interrupted", "stopped", "failed"];

function factsOf({ head, state }: Track, { say, locale }: Words): string[] {
  const running = head.status === "running";
  const speed = state.progress.at(-1)?.imagesPerSecond;
  const left = timeLeftMs(state);
  const { startedAt, finishedAt } = state;
  return [
    ...(state.steps === 0 ? [] : [say("inEpoch", { epoch: currentEpoch(state, head.epochs), epochs: head.epochs })]),
    ...(running && speed !== undefined ? [say("speed", { count: count(speed, locale) })] : []),
    ...(running && left !== undefined ? [say("left", { time: duration(left, locale) })] : []),
    ...(!running && startedAt !== undefined && finishedAt !== undefined
      ? [duration(finishedAt - startedAt, locale)]
      : []),
    ...(state.device === undefined ? [] : [deviceWords(state.device, locale)]),
  ];
}
