import { describe, expect, test } from 'vitest';
import type { Catalogue } from './catalogue.ts';
import { databaseTypes } from './database-types.ts';

function catalogue(type: string, notNull: boolean): Catalogue {
  const columns = [{ name: 'seen_at', type, notNull, default: null, generated: '' }];
  const table = { name: 'old_scan', partitionedBy: null, columns, constraints: [], indexes: [], triggers: [] };
  return { tables: [table], enums: [], routines: [], views: [] };
}

describe('the types of the tables', () => {
  test('say what the driver hands over, and what may be missing', () => {
    const text = databaseTypes(catalogue('timestamp with time zone', false));
    expect(text).toContain('export interface OldScanTable {\n  seen_at: Date | null;\n}');
    expect(text).toContain('export interface Database {\n  old_scan: OldScanTable;\n}');
  });

  test('refuse a column type that nobody has mapped', () => {
    expect(() => databaseTypes(catalogue('money', true))).toThrow('no TypeScript type for money (old_scan.seen_at)');
  });
});
