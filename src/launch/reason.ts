/** The sentence of the error that a process ended with, in what it wrote to its standard error. */
export function reasonIn(said: string): string | undefined {
  return /^\w*Error: (.+?)\.?$/m.exec(said)?.[1];
}
