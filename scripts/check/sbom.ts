import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../run.ts';
import type { Finding } from './finding.ts';
import { type LockedPackage, readLockfile } from './lockfile.ts';

type Component = {
  type: 'library' | 'application';
  'bom-ref': string;
  name: string;
  version: string;
  purl: string;
  scope?: 'required' | 'excluded';
  licenses?: { expression: string }[];
  hashes?: { alg: string; content: string }[];
};

export type Sbom = {
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  version: number;
  metadata: { component: Component };
  components: Component[];
};

/** CycloneDX's names (1.6, hash-alg) of the algorithms in Subresource Integrity. */
const ALGORITHMS: Record<string, string> = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

/** The bill of materials (CycloneDX 1.6): every package that npm installs, with version, licence and hash. */
export function makeSbom(project: { name: string; version: string }, packages: readonly LockedPackage[]): Sbom {
  const unique = new Map(packages.map((one) => [purl(one), one]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': purl(project), ...project, purl: purl(project) } },
    components: [...unique].map(([ref, { name, version, license, integrity, dev }]) => ({
      type: 'library',
      'bom-ref': ref,
      name,
      version,
      purl: ref,
      scope: dev === true ? 'excluded' : 'required',
      ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
      ...(integrity === undefined ? {} : { hashes: hashes(integrity) }),
    })),
  };
}

/** Package URL (purl specification, type npm): the `@` of a scope is percent-encoded. */
function purl({ name, version }: { name: string; version: string }): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

function hashes(integrity: string): { alg: string; content: string }[] {
  return integrity.split(/\s+/).flatMap((one) => {
    const [algorithm = '', base64 = ''] = one.split(/-(.*)/s);
    const alg = ALGORITHMS[algorithm];
    return alg === undefined ? [] : [{ alg, content: Buffer.from(base64, 'base64').toString('hex') }];
  });
}

/**
 * What a reader of the bill would miss: a component of the running system without version, licence or hash. Our tools'
 * builds for other machines are locked by version alone.
 */
export function sbomFindings(sbom: Sbom): Finding[] {
  const required = sbom.components.filter(({ scope }) => scope === 'required');
  return required.flatMap((component) => {
    const missing = [
      component.version === '' ? 'version' : '',
      component.licenses === undefined ? 'licence' : '',
      (component.hashes ?? []).length === 0 ? 'hash' : '',
    ].filter((field) => field !== '');
    return missing.map((field) => ({ place: component.purl, message: `no ${field}` }));
  });
}

export async function check(): Promise<Finding[]> {
  const { name, version } = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8')) as LockedPackage;
  const sbom = makeSbom({ name, version }, await readLockfile());
  await mkdir(join(CHECKOUT, '.cache'), { recursive: true });
  await writeFile(join(CHECKOUT, '.cache/sbom.json'), `${JSON.stringify(sbom, null, 2)}\n`);
  return sbomFindings(sbom);
}
