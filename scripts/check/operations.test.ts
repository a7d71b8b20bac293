import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { durations, gauges } from '../../apps/server/src/platform/telemetry-names.ts';
import { CHECKOUT } from '../run.ts';

const operations = join(CHECKOUT, 'docs/operations');
const alerts = await readFile(join(operations, 'alerts.yaml'), 'utf8');
const named = [...alerts.matchAll(/^\s*- alert: (\S+)$/gm)].map(([, name = '']) => name);

/** As the Prometheus exporter writes a name: dots become underscores, a unit that is not in braces is added. */
function exported(name: string, unit: string): string {
  return name.replaceAll('.', '_') + (unit === 's' ? '_seconds' : '');
}

const series = new Set([
  ...Object.values(durations).flatMap(({ name }) =>
    ['count', 'sum', 'bucket'].map((part) => `${exported(name, 's')}_${part}`),
  ),
  ...Object.entries(gauges).map(([name, { unit }]) => exported(name, unit)),
]);

describe('the alerts', () => {
  test('each have a playbook, and each playbook an alert', async () => {
    const playbooks = (await readdir(join(operations, 'playbooks'))).map((file) => file.replace(/\.md$/, ''));
    expect(named.length).toBeGreaterThan(10);
    expect(named.toSorted()).toEqual(playbooks.toSorted());
  });

  test('ask only for what a node tells', () => {
    const asked = [...alerts.matchAll(/\b(?:tongxing|http_server)_[a-z_]+\b/g)].map(([name]) => name);
    const labels = new Set(['tongxing_division']);
    expect(asked.filter((name) => !series.has(name) && !labels.has(name))).toEqual([]);
  });

  test('are written down for every value that can go wrong', () => {
    const unwatched = Object.entries(gauges)
      .map(([name, { unit }]) => exported(name, unit))
      .filter((name) => !alerts.includes(name));
    // Counts that only explain another alert.
    expect(unwatched).toEqual([
      'tongxing_jobs_waiting',
      'tongxing_recolouring_left',
      'tongxing_conversions_open',
      'tongxing_log_waiting',
      'tongxing_appeals_open',
    ]);
  });
});
