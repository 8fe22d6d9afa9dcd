/** Entry of a compute thread. */
import { parentPort, workerData } from "node:worker_threads";
import { serve } from "./threads";

serve(workerData, () => parentPort?.postMessage("ready"));
