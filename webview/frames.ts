/** Rest after a drawing, in times of what it took: the page has the most of its time for reading and for the person. */
const restFactor = 4;

/**
 * Draws once a frame, however often it is asked to, and rests between two drawings: what comes in meanwhile is read,
 * rather than drawn one by one. How much was drawn stands on the body.
 */
export function drawnOnceAFrame(draw: () => number): () => void {
  let waiting = false;
  let restUntil = 0;
  const drawNow = () => {
    waiting = false;
    const start = performance.now();
    document.body.dataset.drawn = String(draw());
    const end = performance.now();
    restUntil = end + restFactor * (end - start);
  };
  return () => {
    if (waiting) return;
    waiting = true;
    const rest = restUntil - performance.now();
    if (rest > 0) setTimeout(() => requestAnimationFrame(drawNow), rest);
    else requestAnimationFrame(drawNow);
  };
}
