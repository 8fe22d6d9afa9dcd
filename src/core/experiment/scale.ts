/**
 * `scale`: the same experiment in small. Epochs and the images of each split become that share of what the file says;
 * warm-up stays the same share of all epochs, as the points of a schedule are. All else stays as it is.
 */
import { usedCount } from "../data/used";
import type { DataChoice, Training } from "./plan";

/** What a scale makes smaller. */
interface Scalable {
  readonly data: DataChoice;
  readonly train: Training;
}

/**
 * At least one epoch and ten images are left. How many images lie in a folder is known when it is read: until then the
 * plan says which share of them is used.
 *
 * @param scale in (0, 1]; at 1 nothing changes
 */
export function scaled({ data, train }: Scalable, scale: number): Scalable {
  return scale === 1 ? { data, train } : { data: scaledData(data, scale), train: scaledTraining(train, scale) };
}

function scaledData(data: DataChoice, share: number): DataChoice {
  if (data.format !== "builtin") return { ...data, share };
  return { ...data, train: usedCount(data.train, { share }), test: usedCount(data.test, { share }) };
}

function scaledTraining(train: Training, scale: number): Training {
  const epochs = Math.max(1, Math.round(scale * train.epochs));
  const { schedule } = train;
  return { ...train, epochs, schedule: { ...schedule, warmup: (schedule.warmup * epochs) / train.epochs } };
}
