import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readProvince } from '../../apps/server/src/province.ts';
import { CHECKOUT } from '../run.ts';
import type { Finding } from './finding.ts';
import { readFiles, type TextFile } from './files.ts';
import { isNode, parseSource, type SyntaxNode } from './source.ts';

type Profile = { division: string; name: { zh: string; en: string } };

/** What ships or builds, without its tests; the world, the benches and the fuzzers are about particular provinces. */
const CODE = /^(apps\/[^/]+\/src|packages\/[^/]+\/src|scripts)\/.*\.ts$/;
const ABOUT_PROVINCES = /\.test\.ts$|\/test\/|^scripts\/fuzz\//;

/**
 * A province is data: code in which a text names one, or a division of one, treats it unlike the others. Comments and the examples
 * of schemas may.
 */
export function provinceFindings(files: readonly TextFile[], profiles: readonly Profile[]): Finding[] {
  const codes = profiles.map(({ division }) => `${division.slice(0, 2)}\\d{4}`).join('|');
  const names = profiles.flatMap(({ name }) => [name.zh.replace(/省$/, ''), name.en]).join('|');
  const sign = new RegExp(`(?<!\\d)(${codes})(?!\\d)|${names}`);
  return files
    .filter(({ path }) => CODE.test(path) && !ABOUT_PROVINCES.test(path))
    .flatMap((file) => {
      const source = parseSource(file);
      const examples = source.nodes.filter(isExample);
      return source.nodes.flatMap((node) => {
        const [named] = sign.exec(textOf(node)) ?? [];
        if (named === undefined || examples.some((example) => lies(node, example))) return [];
        return [{ place: `${file.path}:${source.lineOf(node.start)}`, message: `names ${named}: a province is data` }];
      });
    });
}

function textOf(node: SyntaxNode): string {
  const value = node.type === 'TemplateElement' ? (node['value'] as { raw: string }).raw : node['value'];
  return typeof value === 'string' ? value : '';
}

function isExample({ type, key }: SyntaxNode): boolean {
  return type === 'Property' && isNode(key) && /^examples?$/.test(String(key['name']));
}

function lies(node: SyntaxNode, within: SyntaxNode): boolean {
  return within.start <= node.start && node.start < Number(within['end']);
}

/** Every province has a profile that a node starts with, not only the one that somebody was working on. */
export async function profileFindings(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const wrong = await readProvince(join(root, entry.name), entry.name).then(
      () => undefined,
      (error: Error) => error.message.replace(`${root}/`, ''),
    );
    if (wrong !== undefined) findings.push({ place: `provinces/${entry.name}`, message: wrong });
  }
  return findings;
}

export async function check(): Promise<Finding[]> {
  const profiles = await readFiles(/^provinces\/\d{6}\/profile\.json$/);
  const named = profiles.map(({ text }) => JSON.parse(text) as Profile);
  return [...(await profileFindings(join(CHECKOUT, 'provinces'))), ...provinceFindings(await readFiles(CODE), named)];
}
