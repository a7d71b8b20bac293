import { describe, expect, test } from 'vitest';
import { importFindings } from './imports.ts';

const declared = { 'packages/contract': ['typebox'], 'apps/server': ['fastify'], '': ['vitest'] };

function messages(files: Record<string, string>): string[] {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return importFindings(list, declared).map(({ place, message }) => `${place}: ${message}`);
}

describe('the direction of imports', () => {
  test('is kept by the right importing the left', () => {
    const files = {
      'packages/contract/src/a.ts': `import type { Strip } from '@tongxing/codec';\nimport { Type } from 'typebox';`,
      'apps/server/src/main.ts': `import { app } from './app.ts';\nimport fastify from 'fastify';\nimport 'node:fs';\nimport '@tongxing/rules';`,
      'world/stories/main.ts': `import '@tongxing/server/embedded-postgres';`,
      'bench/b9.ts': `import 'vitest';`,
      'packages/codec/conformance/a.ts': `import 'node:crypto';`,
      'packages/codec/src/a.test.ts': `import { test } from 'vitest';\nimport 'node:crypto';`,
    };
    expect(messages(files)).toEqual([]);
  });

  test.each([
    ['packages/codec/src/a.ts', `import '@tongxing/rules'`, 'packages/codec may not import packages/rules'],
    [
      'packages/rules/src/a.ts',
      `import type { A } from '@tongxing/contract'`,
      'packages/rules may not import packages/contract',
    ],
    ['apps/server/src/a.ts', `export * from '@tongxing/world'`, 'apps/server may not import world'],
    ['world/a.ts', `await import('@tongxing/bench')`, 'world may not import bench'],
    [
      'packages/codec/src/a.ts',
      `import '../../rules/src/a.ts'`,
      '../../rules/src/a.ts leaves packages/codec: import another part by its package name',
    ],
    [
      'apps/server/src/a.ts',
      `import pack from '../../../policies/370000/entry/policy.json'`,
      'policies/ is read at run time, never imported',
    ],
    ['packages/codec/src/a.ts', `import { hash } from 'node:crypto'`, 'packages/codec is pure: no node:crypto'],
    ['packages/codec/src/a.ts', `import fs from 'fs'`, 'packages/codec is pure: no fs'],
    [
      'packages/codec/src/a.ts',
      `import { test } from 'vitest'`,
      'vitest is not among the dependencies of packages/codec',
    ],
    [
      'apps/server/src/a.ts',
      `import { z } from '@zod/core/mini'`,
      '@zod/core is not among the dependencies of apps/server',
    ],
  ])('%s with %s is found', (path, text, message) => {
    expect(messages({ [path]: `\n${text}` })).toEqual([`${path}:2: ${message}`]);
  });
});

describe('a pure package', () => {
  test.each(['Date.now()', 'new Date()', 'Date()', 'Math.random()'])('with %s is found', (expression) => {
    const what = expression.startsWith('new')
      ? expression
      : expression === 'Date()'
        ? 'Date()'
        : expression.slice(0, -2);
    const path = 'packages/rules/src/a.ts';
    expect(messages({ [path]: `export const value = ${expression};` })).toEqual([
      `${path}:1: ${what} is impure: take it as an argument`,
    ]);
  });

  test('may make a date of an argument, speak of the clock in a comment, and test with a real one', () => {
    const files = {
      'packages/rules/src/a.ts': `/** never Date.now() */\nexport const at = (ms: number) => new Date(ms);`,
      'packages/rules/src/a.test.ts': `const now = Date.now();`,
    };
    expect(messages(files)).toEqual([]);
  });
});

describe('features of the server', () => {
  const feature = (name: string, file: string) => `apps/server/src/features/${name}/${file}`;

  test('meet at index.ts', () => {
    const files = {
      [feature('code', 'service.ts')]:
        `import { decide } from '../decision/index.ts';\nimport { find } from './store.ts';`,
      'apps/server/src/app.ts': `import { routes } from './features/code/index.ts';`,
      'apps/server/src/sources/sms.ts': `import type { Sms } from '../features/notification/index.ts';`,
    };
    expect(messages(files)).toEqual([]);
  });

  test('are not entered by another file', () => {
    const path = feature('code', 'service.ts');
    expect(messages({ [path]: `import { find } from '../decision/store.ts';` })).toEqual([
      `${path}:1: enter the feature decision by its index.ts`,
    ]);
  });

  test('form no circle', () => {
    const files = {
      [feature('a', 'service.ts')]: `import '../b/index.ts';`,
      [feature('b', 'service.ts')]: `import '../c/index.ts';`,
      [feature('c', 'service.ts')]: `import '../a/index.ts';`,
    };
    expect(messages(files)).toEqual([`${feature('c', 'service.ts')}:1: features in a circle: a → b → c → a`]);
  });

  test('are unknown to the platform, and import no adapter', () => {
    const files = {
      'apps/server/src/platform/db.ts': `import '../features/code/index.ts';`,
      [feature('code', 'service.ts')]: `import '../../sources/sms.ts';`,
    };
    expect(messages(files).map((message) => message.split(': ')[1])).toEqual([
      'the platform may not know the feature code',
      'a feature declares the port; app.ts hands the adapter in',
    ]);
  });
});
