import { routes, schemas } from '@tongxing/contract';
import { expect, test } from 'vitest';
import { runNode } from './run.ts';

test('the permission table is printed with every route, every role, and every place of every route of staff', async () => {
  const { exitCode, output } = await runNode(['scripts/tables.ts', 'permissions']);
  expect(exitCode).toBe(0);
  const rows = output.split('\n').filter((line) => line.startsWith('| '));
  for (const { method, path, name } of Object.values(routes)) {
    expect(rows.filter((row) => row.startsWith(`| ${method} ${path} | ${name} |`)).length).toBeGreaterThanOrEqual(1);
  }
  for (const role of schemas.StaffRole.enum) expect(rows[0]).toContain(`| ${role} `);
  const ofDevice = rows.filter((row) => row.includes('| the device |'));
  expect(ofDevice.map((row) => row.split(' | ').at(-1))).toEqual(['✓ |', '✓ |', 'not-found |', 'not-found |']);
});

test('a table that nobody has is refused by name', async () => {
  const { exitCode, output } = await runNode(['scripts/tables.ts', 'permisions']);
  expect(exitCode).toBe(1);
  expect(output).toContain('There is no table "permisions"');
});
