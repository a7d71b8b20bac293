import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { readLockfile } from './lockfile.ts';
import { makeSbom, type Sbom } from './sbom.ts';

/** The schema that the makers of CycloneDX publish (ECMA-424, version 1.6). */
async function readSchema(name: string): Promise<object> {
  const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library');
  const file = join(dirname(library), `../res/schema/${name}.SNAPSHOT.schema.json`);
  return JSON.parse(await readFile(file, 'utf8')) as object;
}

let faultsOf: (sbom: unknown) => string[];
beforeAll(async () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  for (const name of ['spdx', 'jsf-0.82']) {
    ajv.addSchema(await readSchema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(await readSchema('bom-1.6'));
  faultsOf = (sbom) => {
    validate(sbom);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
});

describe('the bill of materials of this project', () => {
  let sbom: Sbom;
  beforeAll(async () => {
    sbom = makeSbom({ name: 'tongxing', version: '0.1.0' }, await readLockfile());
  });

  test('is valid CycloneDX 1.6 to the published schema', () => {
    expect(sbom.components.length).toBeGreaterThan(100);
    expect(faultsOf(sbom)).toEqual([]);
  });

  test('would not be with a kind of component that does not exist, a hash that is none, or a component twice', () => {
    const [first] = sbom.components;
    expect(faultsOf({ ...sbom, components: [{ ...first, type: 'thing' }] })).not.toEqual([]);
    expect(faultsOf({ ...sbom, components: [{ ...first, hashes: [{ alg: 'SHA-512', content: 'x' }] }] })).not.toEqual(
      [],
    );
    expect(faultsOf({ ...sbom, components: [first, first] })).not.toEqual([]);
  });
});
