import { execFileSync } from 'node:child_process';
import type { PublicKey, Suite } from '@tongxing/codec';
import { describe, expect, it } from 'vitest';
import { createVerifier, isPublicKey } from './ecdsa.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

interface Example {
  readonly key: PublicKey;
  readonly message: Buffer;
  readonly signature: Buffer;
}

const examples: Readonly<Record<Suite, Example>> = {
  /** RFC 6979 §A.2.5. */
  ES256: {
    key: {
      suite: 'ES256',
      x: hex('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
      y: hex('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
    },
    message: Buffer.from('sample'),
    signature: hex(
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    ),
  },
  /** GB/T 32918.5-2017 annex A. */
  'SM2-SM3': {
    key: {
      suite: 'SM2-SM3',
      x: hex('09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020'),
      y: hex('ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'),
    },
    message: Buffer.from('message digest'),
    signature: hex(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
        'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    ),
  },
};
const suites = Object.keys(examples) as Suite[];
const other = (suite: Suite): Suite => (suite === 'ES256' ? 'SM2-SM3' : 'ES256');

it('the node’s verifier judges both suites', () => {
  expect(createVerifier().suites).toEqual(['ES256', 'SM2-SM3']);
});

describe.each(suites)('%s on the node', (suite) => {
  const { key, message, signature } = examples[suite];
  const verify = (signed: Buffer, under: PublicKey = key, text = message) =>
    createVerifier().verify(under, text, signed);

  it('accepts the signature that the standard prints', async () => {
    expect(await verify(signature)).toBe(true);
  });

  it('accepts it again under a key of the trust list, which is remembered', async () => {
    const verifier = createVerifier();
    const listed = { ...key, kid: Uint8Array.of(1) };
    for (let i = 0; i < 2; i++) expect(await verifier.verify(listed, message, signature)).toBe(true);
    expect(await verifier.verify(listed, Buffer.from('else'), signature)).toBe(false);
  });

  it('refuses another message, a changed signature, a short one, and the other suite’s reading of it', async () => {
    expect(await verify(signature, key, Buffer.from('else'))).toBe(false);
    expect(await verify(Buffer.from(signature.with(63, signature[63]! ^ 1)))).toBe(false);
    expect(await verify(signature.subarray(1))).toBe(false);
    expect(await verify(signature, { ...key, suite: other(suite) })).toBe(false);
  });

  it('knows the points of its own curve', async () => {
    expect(await isPublicKey(key)).toBe(true);
    expect(await isPublicKey({ ...key, y: key.x })).toBe(false);
    expect(await isPublicKey({ ...key, x: new Uint8Array(32), y: new Uint8Array(32) })).toBe(false);
    expect(await isPublicKey({ ...key, suite: other(suite) })).toBe(false);
  });

  it('refuses a key off the curve without throwing', async () => {
    expect(await verify(signature, { ...key, y: key.x })).toBe(false);
  });
});

/** Verifies one signature in a process of its own; returns which of the codec's modules for SM2 were loaded. */
function loadedFor({ key, message, signature }: Example): string {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    const { createVerifier } = await import(${JSON.stringify(import.meta.resolve('./ecdsa.ts'))});
    const hex = (text) => Buffer.from(text, 'hex');
    const key = { suite: '${key.suite}', x: hex('${toHex(key.x)}'), y: hex('${toHex(key.y)}') };
    const valid = await createVerifier().verify(key, hex('${toHex(message)}'), hex('${toHex(signature)}'));
    console.log(valid, loaded.some((url) => url.endsWith('/sm2-sm3.ts')));`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }).trim();
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('SM2 is loaded with the first key that needs it, and not before', () => {
  expect(loadedFor(examples.ES256)).toBe('true false');
  expect(loadedFor(examples['SM2-SM3'])).toBe('true true');
});
