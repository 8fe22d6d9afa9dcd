/**
 * Draws once a frame, however often it is asked to, and rests between two drawings as long as the first one took: what
 * comes in meanwhile is read, rather than drawn one by one. How much was drawn stands on the body.
 */
export function drawnOnceAFrame(draw: () => number): () => void {
  let waiting = false;
  let restUntil = 0;
  const drawNow = () => {
    waiting = false;
    const start = performance.now();
    document.body.dataset.drawn = String(draw());
    const end = performance.now();
    restUntil = end + (end - start);
  };
  return () => {
    if (waiting) return;
    waiting = true;
    const rest = restUntil - performance.now();
    if (rest > 0) setTimeout(() => requestAnimationFrame(drawNow), rest);
    else requestAnimationFrame(drawNow);
  };
}
