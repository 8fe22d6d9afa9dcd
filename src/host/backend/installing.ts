/**
 * Fetching Node and installing TensorFlow's packages, with progress and a way to cancel. Nobody waits for a person to close
 * a message: only questions that must be answered are, and those stand before everything else.
 */
import { homedir } from "node:os";
import * as vscode from "vscode";
import { installBackend, removeBackend } from "../../install/backend";
import { fetchNode, npmFor } from "../../install/fetchNode";
import { backendPackages, type BackendId } from "../../install/packages";
import { backendFolder, installedBackends, startedBackends } from "../../install/places";
import { registryAddress } from "../../install/registry";
import type { FoundNode } from "../../launch/node";
import { tryEngineApart } from "../../launch/trying";
import { editorWords } from "../editorWords";
import { nodeHere, programOf, type TrainingPlace } from "../training/program";
import { trainingThreads } from "../training/threads";
import { failureWords } from "./faultWords";
import { needsOf, packageTitle } from "./rows";
import { useEngine } from "./setting";

/** Of what npm says, in a notification. */
const longestLine = 100;

export interface BackendParts {
  readonly place: TrainingPlace;
  readonly log: vscode.LogOutputChannel;
  /** Aborted with the window: nothing goes on behind it, and another one may begin anew. */
  readonly closed: AbortSignal;
}

/** Asks first. */
export async function install(parts: BackendParts, id: BackendId): Promise<void> {
  const { l10n, window } = vscode;
  const { place } = parts;
  const title = packageTitle(id, editorWords);
  const folder = backendFolder(place.storage, id);
  const accept = l10n.t("Install");
  const detail = [needsOf(id, editorWords), l10n.t("It will stand in {0}.", folder)].join("\n\n");
  const question = l10n.t("Install the {0}?", title);
  if ((await window.showInformationMessage(question, { modal: true, detail }, accept)) !== accept) return;
  const found = await plainNode(parts);
  if (found === undefined) return;
  const works = await cancellable(parts, l10n.t("Installing the {0}", title), async (report, signal) => {
    const registry = registryAddress(process.env, homedir());
    const fetching = { storage: place.storage, registry, signal, onBytes: () => undefined };
    const npm = { node: found.program, env: found.env, program: await npmFor(found.program, fetching) };
    const onLine = (line: string) => {
      parts.log.info(line);
      // Warnings are for the log: what is under way stands behind them.
      if (line.trim() !== "" && !line.startsWith("npm warn")) report({ message: line.slice(0, longestLine) });
    };
    const attempt = (folder: string) =>
      tryEngineApart(programOf(place, found, [folder]), id, { threads: trainingThreads(), signal });
    return installBackend({ wanted: backendPackages[id], folder, npm, registry, attempt, signal, onLine });
  });
  if (works === undefined) return;
  const use = l10n.t("Use It");
  const done = l10n.t("The {0} is installed and works: {1}.", title, works.reason);
  void window.showInformationMessage(done, use).then((answer) => (answer === use ? useEngine(id) : undefined));
}

/** What we have installed or begun to, or one of it. */
export async function remove({ place, log }: BackendParts, asked: BackendId | undefined): Promise<void> {
  const { l10n, window } = vscode;
  const there = [...new Set([...installedBackends(place.storage), ...startedBackends(place.storage)])];
  if (there.length === 0) {
    void window.showInformationMessage(l10n.t("No compute backend has been installed by this extension."));
    return;
  }
  const items = there.map((id) => ({ label: packageTitle(id, editorWords), id }));
  const id = asked ?? (await window.showQuickPick(items, { title: l10n.t("Remove Compute Backend") }))?.id;
  if (id === undefined) return;
  const folder = backendFolder(place.storage, id);
  const accept = l10n.t("Remove");
  const question = l10n.t("Remove the {0}?", packageTitle(id, editorWords));
  const detail = l10n.t("Its folder {0} is deleted; runs that train on it fail and can be resumed on another.", folder);
  if ((await window.showWarningMessage(question, { modal: true, detail }, accept)) !== accept) return;
  try {
    await removeBackend(folder);
    log.info(`${folder} is removed`);
  } catch (error) {
    void window.showErrorMessage(l10n.t("{0} could not be deleted: {1}", folder, String(error)));
  }
}

/** Fetches a Node where none is found but the editor's own. */
export async function getNode(parts: BackendParts): Promise<void> {
  const { l10n, window } = vscode;
  const found = await nodeOrReason(parts);
  if (found === undefined) return;
  if (found.place !== "editor") {
    void window.showInformationMessage(
      l10n.t("Node {0} trains already ({1}); none has to be fetched.", found.version, found.program),
    );
    return;
  }
  if (!(await fetched(parts))) return;
  const { version, program } = await nodeHere(parts.place);
  void window.showInformationMessage(l10n.t("Node {0} trains from now on ({1}).", version, program));
}

async function fetched(parts: BackendParts): Promise<boolean> {
  const { storage } = parts.place;
  const registry = registryAddress(process.env, homedir());
  const program = await cancellable(parts, vscode.l10n.t("Fetching Node.js"), (report, signal) => {
    let shown = 0;
    const onBytes = (done: number, bytes: number) => {
      report({ increment: (100 * (done - shown)) / bytes, message: `${Math.round((100 * done) / bytes)} %` });
      shown = done;
    };
    return fetchNode({ storage, registry, signal, onBytes });
  });
  return program !== undefined;
}

/** A Node that npm and native code run on; offers to fetch one where there is only the editor's. */
async function plainNode(parts: BackendParts): Promise<FoundNode | undefined> {
  const { l10n, window } = vscode;
  const found = await nodeOrReason(parts);
  if (found === undefined || found.plain) return found;
  const get = l10n.t("Get Node");
  const reason = l10n.t("Only the editor's own runtime was found, which cannot load TensorFlow.");
  if ((await window.showWarningMessage(reason, { modal: true }, get)) !== get || !(await fetched(parts)))
    return undefined;
  return nodeHere(parts.place);
}

async function nodeOrReason({ place }: BackendParts): Promise<FoundNode | undefined> {
  try {
    return await nodeHere(place);
  } catch (error) {
    void vscode.window.showErrorMessage(failureWords(error, editorWords));
    return undefined;
  }
}

type Report = (progress: { readonly message?: string; readonly increment?: number }) => void;

/** Undefined where it was cancelled, or failed: then a person has been told why. */
async function cancellable<T>(
  { log, closed }: BackendParts,
  title: string,
  work: (report: Report, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const { l10n, window, ProgressLocation } = vscode;
  const asked = new AbortController();
  const signal = AbortSignal.any([asked.signal, closed]);
  log.info(title);
  try {
    return await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, cancelled) => {
        cancelled.onCancellationRequested(() => {
          asked.abort();
        });
        return work((step) => {
          progress.report(step);
        }, signal);
      },
    );
  } catch (error) {
    if (signal.aborted) {
      log.info(`${title}: cancelled`);
      return undefined;
    }
    log.error(error instanceof Error ? error : String(error));
    const show = l10n.t("Show Log");
    void window.showErrorMessage(failureWords(error, editorWords), show).then((answer) => {
      if (answer === show) log.show();
    });
    return undefined;
  }
}
