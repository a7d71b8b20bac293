import { kinds } from '../../apps/server/test/bad-input/kinds.ts';
import { targetsOf } from '../../apps/server/test/bad-input/operations.ts';
import type { OpenApiDocument } from '../../apps/server/src/pages/openapi-document.ts';
import { openPages } from '../../apps/server/src/pages/test/page-app.ts';

/** What each operation answers to each kind of bad input: what apps/server/test/bad-input.test.ts holds the node to. */
export async function badInput(): Promise<string> {
  const app = await openPages();
  const targets = targetsOf((await app.inject({ url: '/openapi.json' })).json<OpenApiDocument>());
  await app.close();
  const rows = targets.flatMap((target) =>
    kinds
      .map(({ zh, en, answers }) => [target.name, zh, en, answers(target).join(', ')])
      .filter(([, , , answer]) => answer !== ''),
  );
  return [
    '## Bad input',
    '',
    '| operation | 错在哪里 | what is wrong | answer |',
    '|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `${targets.length} operations, ${kinds.length} kinds, ${rows.length} rows`,
  ].join('\n');
}
