import { describe, expect, it } from 'vitest';
import { signRequest, signResponse, verifyRequest, verifyResponse, type Fields, type RequestMessage } from './index.ts';
import { digestField, knows, makeKey } from './test/peers.ts';

const asking = makeKey('0011223344556677');
const answering = makeKey('8899aabbccddeeff');
const other = makeKey('0123456789abcdef');
const targetUri = 'https://node.sx.example/federation/attestations';
const requestBody = Buffer.from('{"subjects":[]}');
const body = Buffer.from('{"attestations":[]}');
const created = new Date('2026-11-24T08:00:00+08:00');
const now = new Date('2026-11-24T08:00:01+08:00');
const refused = { name: 'Refusal', code: 'signature-invalid' };

async function ask(nonce: string): Promise<RequestMessage> {
  const fields = await signRequest({
    method: 'POST',
    targetUri,
    body: requestBody,
    key: asking,
    created,
    expires: new Date(created.getTime() + 60_000),
    nonce,
  });
  return { method: 'POST', targetUri, headers: { ...fields } };
}

async function answer(request: RequestMessage, key = answering): Promise<Fields> {
  const { label } = await verifyRequest({ ...request, body: requestBody }, { keyFor: knows(asking), now });
  return { ...(await signResponse({ status: 200, body, request: { ...request, label }, key, created: now })) };
}

function check(request: RequestMessage, headers: Fields, change: { status?: number; body?: Buffer; now?: Date } = {}) {
  const { now: at = now, ...rest } = change;
  return verifyResponse({ status: 200, body, headers, request, ...rest }, { keyFor: knows(answering), now: at });
}

const components = [
  '"@status"',
  '"content-digest"',
  '"@method";req',
  '"@target-uri";req',
  '"content-digest";req',
  '"signature";req;key="sig1"',
];

/** An answer as another implementation may make it: its base is written here, line by line, not by our code. */
function foreign(request: RequestMessage, covered: readonly string[], more = ''): Fields {
  const field = (name: string) => String(request.headers[name]);
  const lines: Readonly<Record<string, string>> = {
    '"@status"': '200',
    '"content-digest"': digestField(body),
    '"@method";req': 'POST',
    '"@target-uri";req': targetUri,
    '"content-digest";req': digestField(requestBody),
    '"signature";req;key="sig1"': field('signature').slice('sig1='.length),
    '"signature";key="sig1";req': field('signature').slice('sig1='.length),
  };
  const input = `(${covered.join(' ')});created=${created.getTime() / 1000};keyid="${answering.kid}";alg="ecdsa-p256-sha256";tag="tongxing"${more}`;
  const base = [...covered.map((name) => `${name}: ${lines[name]}`), `"@signature-params": ${input}`].join('\n');
  return {
    'content-digest': digestField(body),
    'signature-input': `reply=${input}`,
    signature: `reply=:${answering.signText(base)}:`,
  };
}

describe('a signed answer', () => {
  it('is accepted as the answer to its request', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    await expect(check(request, await answer(request))).resolves.toEqual({ kid: answering.kid });
  });

  it('covers its own status and digest and the parts of the request', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    const headers = await answer(request);
    expect(headers['signature-input']).toBe(
      'sig1=("@status" "content-digest" "@method";req "@target-uri";req "content-digest";req "signature";req;key="sig1");created=1795478401;keyid="8899aabbccddeeff";alg="ecdsa-p256-sha256";tag="tongxing"',
    );
  });

  it('of another implementation is accepted', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    await expect(check(request, foreign(request, components))).resolves.toEqual({ kid: answering.kid });
    const reordered = [...components.slice(0, 5).toReversed(), '"signature";key="sig1";req'];
    await expect(check(request, foreign(request, reordered))).resolves.toEqual({ kid: answering.kid });
  });

  it.each(components)('is refused when it does not cover %s', async (missing) => {
    const request = await ask('nonce-nonce-nonce-1');
    const covered = components.filter((name) => name !== missing);
    await expect(check(request, foreign(request, covered))).rejects.toMatchObject({
      ...refused,
      more: { detail: expect.stringContaining('does not cover') as string },
    });
  });

  it('is refused as the answer to the same question asked again', async () => {
    const [first, second] = [await ask('nonce-nonce-nonce-1'), await ask('nonce-nonce-nonce-2')];
    await expect(check(second, await answer(first))).rejects.toMatchObject(refused);
  });

  it('is refused as the answer to another address', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    const elsewhere = { ...request, targetUri: 'https://node.hn.example/federation/attestations' };
    await expect(check(elsewhere, await answer(request))).rejects.toMatchObject(refused);
  });

  it('is refused with another status or body', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    const headers = await answer(request);
    await expect(check(request, headers, { status: 503 })).rejects.toMatchObject(refused);
    await expect(check(request, headers, { body: Buffer.from('{}') })).rejects.toMatchObject(refused);
  });

  it('is refused from a node that was not asked', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    await expect(check(request, await answer(request, other))).rejects.toMatchObject({ code: 'peer-unknown' });
    const pretending = { ...other, kid: answering.kid };
    await expect(check(request, await answer(request, pretending))).rejects.toMatchObject(refused);
  });

  it('is refused when it is old, past the end it names, or from the future', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    const headers = await answer(request);
    const at = (seconds: number) => ({ now: new Date(now.getTime() + seconds * 1000) });
    await expect(check(request, headers, at(299))).resolves.toEqual({ kid: answering.kid });
    await expect(check(request, headers, at(300))).rejects.toMatchObject({ code: 'signature-expired' });
    await expect(check(request, headers, at(-30))).resolves.toEqual({ kid: answering.kid });
    await expect(check(request, headers, at(-31))).rejects.toMatchObject({ code: 'signature-expired' });
    const ending = foreign(request, components, `;expires=${created.getTime() / 1000 + 1}`);
    await expect(check(request, ending)).rejects.toMatchObject({ code: 'signature-expired' });
  });

  it('is refused when it is not signed', async () => {
    const request = await ask('nonce-nonce-nonce-1');
    await expect(check(request, { 'content-digest': digestField(body) })).rejects.toMatchObject(refused);
  });
});
