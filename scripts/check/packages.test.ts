import { describe, expect, test } from 'vitest';
import { licenceFindings } from './licences.ts';
import { lockedPackages, lockfileFindings, pinningFindings } from './lockfile.ts';
import { makeSbom, sbomFindings } from './sbom.ts';

const integrity = 'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==';
const plain = { name: 'left', version: '1.0.0', license: 'MIT', integrity };

test('the packages of others are read from the lockfile, our own are not', () => {
  const packages = {
    '': { name: 'tongxing' },
    'packages/codec': { version: '0.1.0' },
    'node_modules/@tongxing/codec': { link: true },
    'node_modules/left': { version: '1.0.0', license: 'MIT', integrity },
    'node_modules/left/node_modules/@scope/right': { version: '2.0.0', dev: true },
  };
  expect(lockedPackages({ packages }).map(({ name, version }) => `${name}@${version}`)).toEqual([
    'left@1.0.0',
    '@scope/right@2.0.0',
  ]);
});

test('an optional dependency without an entry is found, at whatever depth its entry would be', () => {
  const packages = {
    'node_modules/tool': { optionalDependencies: { '@tool/linux': '1.0.0', '@tool/darwin': '1.0.0' } },
    'node_modules/@tool/linux': { version: '1.0.0' },
    'node_modules/a/node_modules/tool': { optionalDependencies: { '@tool/linux': '2.0.0', inner: '2.0.0' } },
    'node_modules/a/node_modules/inner': { version: '2.0.0' },
    'packages/codec': { optionalDependencies: { tool: '1.0.0' } },
  };
  expect(lockfileFindings({ packages })).toEqual([
    { place: 'package-lock.json', message: 'no entry for @tool/darwin@1.0.0 (node_modules/tool)' },
  ]);
});

test('a dependency that is not one version with one content is found', () => {
  const found = pinningFindings({
    packages: {
      '': { dependencies: { a: '1.0.0', b: '^1.0.0' }, devDependencies: { c: 'latest' } },
      'packages/codec': { dependencies: { d: '1.2.3-beta.4', e: '*' } },
      'node_modules/a': { version: '1.0.0', integrity },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/@tongxing/codec': { link: true },
      'node_modules/tool-for-darwin': { version: '1.0.0', dev: true, optional: true },
    },
  });
  expect(found.map(({ message }) => message)).toEqual([
    'the project asks for b ^1.0.0',
    'the project asks for c latest',
    'packages/codec asks for e *',
    'no hash for node_modules/b',
  ]);
});

describe('licences', () => {
  test.each(['MIT', 'Apache-2.0', 'BSD-3-Clause', '(MIT OR GPL-3.0-only)', 'MIT AND ISC'])(
    '%s is allowed',
    (license) => {
      expect(licenceFindings([{ ...plain, license }])).toEqual([]);
    },
  );

  test.each(['GPL-3.0-only', 'AGPL-3.0', 'LGPL-2.1', 'MIT AND GPL-2.0', 'SSPL-1.0', 'SEE LICENSE IN x'])(
    '%s is found',
    (license) => {
      expect(licenceFindings([{ ...plain, license }])).toEqual([
        { place: 'left@1.0.0', message: `licence ${license}` },
      ]);
    },
  );

  test('a package that says nothing is found; one that only we work with is not', () => {
    const { license: _, ...silent } = plain;
    expect(licenceFindings([silent])).toHaveLength(1);
    expect(licenceFindings([{ ...silent, dev: true }])).toEqual([]);
  });
});

describe('the bill of materials', () => {
  const project = { name: 'tongxing', version: '0.1.0' };

  test('names each package once, with purl, licence and hash', () => {
    const sbom = makeSbom(project, [
      { ...plain, name: '@scope/left' },
      { ...plain, name: '@scope/left' },
    ]);
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(sbom.components).toHaveLength(1);
    // SHA-512 of the empty string, as FIPS 180-4's examples and `sha512sum </dev/null` have it.
    const content =
      'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e';
    expect(sbom.components[0]).toMatchObject({
      purl: 'pkg:npm/%40scope/left@1.0.0',
      licenses: [{ expression: 'MIT' }],
      hashes: [{ alg: 'SHA-512', content }],
    });
    expect(sbomFindings(sbom)).toEqual([]);
  });

  test('says what a component lacks', () => {
    const bare = { name: 'bare', version: '' };
    const found = sbomFindings(makeSbom(project, [bare]));
    expect(found.map(({ message }) => message)).toEqual(['no version', 'no licence', 'no hash']);
    expect(sbomFindings(makeSbom(project, [{ ...bare, dev: true }]))).toEqual([]);
  });
});
