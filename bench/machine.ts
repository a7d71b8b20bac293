import { availableParallelism, cpus, loadavg } from 'node:os';

/** What the figures are measured on. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  return `${model}, ${availableParallelism()} cores, Node ${process.versions.node}`;
}

/** Averages over 1, 5 and 15 minutes. Above the number of cores the figures are noisier. */
export function describeLoad(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');
}
