/** Entry of the thread that makes batches. */
import { parentPort, workerData } from "node:worker_threads";
import { serveBatches } from "./loader";

void serveBatches(parentPort, workerData);
