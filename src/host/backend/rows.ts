/** The rows of the list of compute backends: data, so that it can be tested without an editor. */
import { engineIds, type Candidate, type EngineId, type EngineWish } from "../../core/training/engines";
import { backendIds, type BackendId } from "../../install/packages";
import type { FoundNode } from "../../launch/node";
import type { Words } from "../words";

export interface BackendState {
  /** What is set on this machine. */
  readonly wish: EngineWish["engine"];
  /** What came of those that have been tried so far. */
  readonly tried: readonly Candidate[];
  /** Those that can be installed on this machine. */
  readonly possible: readonly BackendId[];
  /** Where those stand that we have installed. */
  readonly installed: Readonly<Partial<Record<BackendId, string>>>;
  /** Of which something was fetched that is not installed. */
  readonly started: readonly BackendId[];
  readonly node: Pick<FoundNode, "version" | "place" | "plain" | "program">;
}

export type BackendAction =
  | { readonly kind: "use"; readonly engine: EngineWish["engine"] }
  | { readonly kind: "install" | "remove"; readonly id: BackendId }
  | { readonly kind: "getNode" };

export interface BackendRow {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon: string;
  readonly separator?: boolean;
  /** Nothing follows where it is left out. */
  readonly action?: BackendAction;
}

export function backendRows(state: BackendState, { say }: Words): readonly BackendRow[] {
  const { wish } = state;
  const automatic = {
    label: say("Automatic"),
    description: wish === "auto" ? say("in use") : "",
    detail: say("The fastest of those that work: each is timed with the run at hand."),
    icon: wish === "auto" ? "check" : "blank",
    action: { kind: "use", engine: "auto" },
  } as const;
  const separator = (label: string) => ({ label, icon: "", separator: true });
  return [
    automatic,
    ...engineIds.map((id) => engineRow(id, state, { say })),
    separator(say("Packages")),
    ...backendIds.flatMap((id) => packageRows(id, state, { say })),
    separator("Node.js"),
    ...nodeRows(state, { say }),
  ];
}

type Say = Pick<Words, "say">;

export function engineTitle(id: EngineId, { say }: Say): string {
  const titles = {
    "tensorflow-gpu": () => say("TensorFlow on an NVIDIA GPU"),
    webgpu: () => say("Any GPU, through WebGPU"),
    sparse: () => say("Sparse engine on the CPU"),
    tensorflow: () => say("TensorFlow on the CPU"),
  };
  return titles[id]();
}

function engineRow(id: EngineId, { wish, tried }: BackendState, { say }: Say): BackendRow {
  const found = tried.find(({ engine }) => engine === id);
  const state = stateOf(found, { say });
  return {
    label: engineTitle(id, { say }),
    description: [id, state.word, ...(wish === id ? [say("in use")] : [])].join(" · "),
    detail: found?.reason ?? "…",
    icon: wish === id ? "check" : state.icon,
    action: { kind: "use", engine: id },
  };
}

function stateOf(found: Candidate | undefined, { say }: Say): { readonly word: string; readonly icon: string } {
  if (found === undefined) return { word: say("being tried"), icon: "loading~spin" };
  if (!found.works) return { word: say("does not work here"), icon: "circle-slash" };
  return found.software === true
    ? { word: say("works, for tests only"), icon: "beaker" }
    : { word: say("works"), icon: "pass" };
}

function packageRows(
  id: BackendId,
  { installed, possible, started }: BackendState,
  { say }: Say,
): readonly BackendRow[] {
  const title = packageTitle(id, { say });
  const folder = installed[id];
  const remove = { label: say("Remove {0}", title), icon: "trash", action: { kind: "remove", id } } as const;
  if (folder !== undefined) return [{ ...remove, detail: say("Installed in {0}", folder) }];
  const fetched = started.includes(id) ? [{ ...remove, detail: say("Fetched in part, and not installed") }] : [];
  if (!possible.includes(id)) return fetched;
  const install = { icon: "cloud-download", action: { kind: "install", id } } as const;
  return [{ ...install, label: say("Install {0}…", title), detail: needsOf(id, { say }) }, ...fetched];
}

export function packageTitle(id: BackendId, { say }: Say): string {
  return id === "tensorflow-gpu" ? say("TensorFlow GPU Backend") : say("TensorFlow CPU Backend");
}

export function needsOf(id: BackendId, { say }: Say): string {
  return id === "tensorflow-gpu"
    ? say("About 1 GB to download. Needs an NVIDIA card, CUDA 11.2 and cuDNN 8.1; WebGPU serves newer cards.")
    : say("It downloads TensorFlow for the CPU.");
}

function nodeRows({ node }: BackendState, { say }: Say): readonly BackendRow[] {
  const { version, place, plain, program } = node;
  const places = {
    setting: () => say("as set"),
    path: () => say("on the path"),
    fetched: () => say("fetched by this extension"),
    editor: () => say("the editor's own runtime"),
  };
  const known = {
    label: `Node ${version}`,
    description: places[place](),
    detail: plain ? program : say("It trains on the CPU only: WebGPU and TensorFlow need a Node.js of their own."),
    icon: plain ? "pass" : "warning",
  };
  if (place !== "editor") return [known];
  const get = {
    label: say("Get Node…"),
    detail: say("About 50 MB to download from npm's registry, into this extension's storage."),
    icon: "cloud-download",
    action: { kind: "getNode" },
  } as const;
  return [known, get];
}
