import type { PanelAction } from "../../src/core/run/panel";
import { timeLeftMs } from "../../src/core/run/pace";
import type { RunStatus } from "../../src/core/run/status";
import { count, currentEpoch, duration, statusWord } from "../../src/core/run/words";
import { make, write } from "../dom";
import { button, spinner } from "../elements";
import type { Track } from "./track";

export interface Head {
  readonly element: HTMLElement;
  draw(track: Track): void;
}

/** Title, state and what can be done. */
export function runHead(act: (action: PanelAction) => void): Head {
  const title = make("h1");
  const state = make("span", { class: "state", role: "status" });
  const wait = spinner("Training");
  const facts = make("span", { class: "facts" });
  const progress = make("progress", { "aria-label": "Steps done", max: "1", value: "0" });
  const stop = button({
    label: "Stop",
    primary: true,
    onClick: () => {
      act("stop");
    },
  });
  const resume = button({
    label: "Resume",
    primary: true,
    onClick: () => {
      act("resume");
    },
  });
  const log = button({
    label: "Show Log",
    onClick: () => {
      act("log");
    },
  });
  const folder = button({
    label: "Open Folder",
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
      const doing = running && run.phase === "scoring" ? run.phase : statusWord(head.status, "en");
      write(state, head.stopping ? "stopping after this batch" : doing);
      state.dataset.status = head.status;
      write(facts, factsOf(track).join(" · "));
      write(stop, head.stopping ? "Stop Now" : head.status === "queued" ? "Remove from Queue" : "Stop");
      write(reason, run.reason ?? "");
      progress.value = run.steps === 0 ? 0 : run.step / run.steps;
      wait.hidden = !running;
      stop.hidden = !running && head.status !== "queued";
      resume.hidden = !resumable.includes(head.status);
      reason.hidden = run.reason === undefined;
    },
  };
}

const resumable: readonly RunStatus[] = ["interrupted", "stopped", "failed"];

function factsOf({ head, state }: Track): string[] {
  const running = head.status === "running";
  const speed = state.progress.at(-1)?.imagesPerSecond;
  const left = timeLeftMs(state);
  const { startedAt, finishedAt } = state;
  return [
    ...(state.steps === 0 ? [] : [`epoch ${currentEpoch(state, head.epochs)} of ${head.epochs}`]),
    ...(running && speed !== undefined ? [`${count(speed)} images/s`] : []),
    ...(running && left !== undefined ? [`${duration(left)} left`] : []),
    ...(!running && startedAt !== undefined && finishedAt !== undefined ? [duration(finishedAt - startedAt)] : []),
    ...(state.device === undefined ? [] : [state.device.description]),
  ];
}
