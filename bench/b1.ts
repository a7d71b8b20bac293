import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildApp } from '@tongxing/world/citizen/build.ts';
import type { DisplayFigures, DisplayScenario } from './b1-display.ts';
import type { BenchResult } from './result.ts';
import { median } from './rounds.ts';

const rounds = 7;
const later = 12;

/**
 * B1: the code is shown by the mini-program as it was built, in a realm like that of WeChat, without any request. Each round is a process
 * of its own that has never run the program: its first display counts from the start of the program. What is measured ends where the
 * picture is handed over to be drawn; the platform's own drawing is not here.
 */
export async function run(): Promise<BenchResult[]> {
  const [folder = ''] = await buildApp(['weapp']);
  const measured: DisplayFigures[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await displayOnce({ folder, later }));
  const requests = measured.flatMap((figures) => figures.requests);
  return [
    {
      id: 'B1',
      name: 'requests while a code is shown',
      ratio: requests.length === 0 ? 1 : 0,
      budget: 1,
      unit: 'requests',
      value: requests.length,
      pass: requests.length === 0,
      detail: `${requests.length} requests in ${rounds * (later + 1)} displays`,
    },
    below(
      'first display of the code',
      measured.map(({ first }) => first),
      200,
    ),
    below(
      'later displays of the code',
      measured.flatMap(({ reopened }) => reopened),
      10,
    ),
  ];
}

async function displayOnce(scenario: DisplayScenario): Promise<DisplayFigures> {
  const child = fork(fileURLToPath(new URL('b1-display.ts', import.meta.url)));
  child.send(scenario);
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the display ended with ${code}`)));
  const [figures] = (await Promise.race([once(child, 'message'), failed])) as [DisplayFigures];
  return figures;
}

function below(name: string, milliseconds: readonly number[], limit: number): BenchResult {
  const value = median(milliseconds);
  const [least, most] = [Math.min(...milliseconds), Math.max(...milliseconds)];
  const range = `${milliseconds.length} displays, ${least.toFixed(1)} to ${most.toFixed(1)} ms`;
  const detail = `${value.toFixed(1)} ms of less than ${limit}; ${range}`;
  return { id: 'B1', name, ratio: limit / value, budget: 1, value, unit: 'ms', pass: value < limit, detail };
}
