import { createHash, randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import {
  arrive,
  attestedIn,
  consentAt,
  convert,
  openFederation,
  stateOf,
  type Federation,
} from '../../../test/federation.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { problemOf } from '../../../test/inject.ts';
import { inventPerson } from '../../../test/people.ts';
import { federationKey, signRequest, signResponse } from '../../platform/http-signatures/index.ts';
import { newSecret } from '../../platform/ids.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());
afterEach(() => void vi.restoreAllMocks());

async function traveller() {
  const home = await citizenWithCode(federation.origin);
  return { home, abroad: await arrive(federation, home.person) };
}

type Asked = { url: string; init: RequestInit };

/** The node asks with addresses in text; anything else would be a defect of the test. */
function addressOf(url: string | URL | Request): string {
  if (typeof url !== 'string') throw new Error('not an address in text');
  return url;
}

/** The requests the destination made while `work` ran, as they went over the wire. */
async function listening(work: () => Promise<unknown>): Promise<Asked[]> {
  const spy = vi.spyOn(globalThis, 'fetch');
  await work();
  const asked = spy.mock.calls.map(([url, init]) => ({ url: addressOf(url), init: init ?? {} }));
  spy.mockRestore();
  return asked;
}

async function problemCode(answer: Response): Promise<string> {
  if (answer.ok) return 'none';
  return ((await answer.json()) as schemas.Problem).type.split(':').at(-1) ?? '';
}

const target = () => `${federation.origin.context.config.http.publicUrl}/federation/attestations`;

/** A request signed by the destination, with this body and these times. */
async function ask(body: string, change: { created?: number; node?: 'origin' | 'destination'; headers?: object } = {}) {
  const { context, clock } = federation[change.node ?? 'destination'];
  const created = new Date(clock.now().getTime() + (change.created ?? 0) * 1000);
  const fields = await signRequest({
    method: 'POST',
    targetUri: target(),
    body: Buffer.from(body),
    key: await federationKey(context.signer),
    created,
    expires: new Date(created.getTime() + 120_000),
    nonce: newSecret(),
  });
  return fetch(target(), {
    method: 'POST',
    headers: { ...fields, 'content-type': 'application/json', ...change.headers },
    body,
  });
}

const question = (person = inventPerson()) => {
  const { name, documentNumber, phone } = person;
  const subject = { documentType: '10', documentNumber, name, phone };
  return {
    requestId: randomUUID(),
    purpose: 'conversion',
    subjects: [{ requestId: randomUUID(), subject, consent: { grade: 'asserted' } }],
  };
};

describe('the limit of questions about one person', () => {
  it('is five a day over all applications; the sixth waits for the next day [M27]', async () => {
    const { home, abroad } = await traveller();
    for (let turn = 0; turn < 5; turn++) {
      expect((await convert(federation, abroad, await consentAt(home.client))).state).toBe('approved');
    }
    const sixth = await convert(federation, abroad, await consentAt(home.client));
    expect(sixth).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'origin-limit' } });
    // Now is 24 November; the next try is within the first hour of the 25th.
    const at = Date.parse(sixth.nextTryAt ?? '');
    expect(at).toBeGreaterThanOrEqual(Date.parse('2026-11-25T00:00:00+08:00'));
    expect(at).toBeLessThan(Date.parse('2026-11-25T01:00:00+08:00'));
  });

  it('counts a document that nobody has alike, so that its answer tells nothing', async () => {
    const body = () => JSON.stringify(question(unknown));
    const unknown = inventPerson();
    const matches: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const { attestations } = (await (await ask(body())).json()) as schemas.AttestationResponse;
      const payload = Buffer.from(attestations[0]?.split('.')[1] ?? '', 'base64url').toString();
      matches.push((JSON.parse(payload) as schemas.AttestationClaims).match);
    }
    expect(matches).toEqual(['identity', 'identity', 'identity', 'identity', 'identity', 'limit']);
  });
});

describe('an attestation', () => {
  it('is for who asked, about the subject of the request, and short-lived', async () => {
    const { home, abroad } = await traveller();
    const { conversionId } = await convert(federation, abroad, await consentAt(home.client));
    const claims = await attestedIn(federation, conversionId);
    const { documentNumber, name, phone } = home.person;
    const subject = `{"documentNumber":"${documentNumber}","documentType":"10","name":"${name}","phone":"${phone}"}`;
    expect(claims).toMatchObject({ iss: '140000', aud: '370000', match: 'match' });
    expect(claims.subjectHash).toBe(createHash('sha256').update(subject).digest('base64url'));
    expect(claims.exp - claims.iat).toBe(600);
    expect(JSON.stringify(claims)).not.toContain(documentNumber);
  });
});

describe('a question whose answer was lost', () => {
  it('is answered again and committed to once', async () => {
    const { home } = await traveller();
    const { documentNumber, name, phone } = home.person;
    const subject = { documentType: '10' as const, documentNumber, name, phone };
    const asking = {
      ...question(),
      subjects: [{ requestId: randomUUID(), subject, consent: await consentAt(home.client) }],
    };
    const { db } = federation.origin.context;
    const commitments = async () =>
      (await db.selectFrom('log_commitment').where('kind', '=', 'attestation').selectAll().execute()).length;
    const before = await commitments();
    for (let turn = 0; turn < 2; turn++) {
      const { attestations } = (await (await ask(JSON.stringify(asking))).json()) as schemas.AttestationResponse;
      expect(Buffer.from(attestations[0]?.split('.')[1] ?? '', 'base64url').toString()).toContain('"match":"match"');
    }
    expect(await commitments()).toBe(before + 1);
  });
});

describe('a request between nodes', () => {
  it('is answered once: the same one again is a replay', async () => {
    const { home, abroad } = await traveller();
    const [asked] = await listening(async () => convert(federation, abroad, await consentAt(home.client)));
    expect(asked?.url).toBe(target());
    const again = await fetch(asked!.url, asked!.init);
    expect(await problemCode(again)).toBe('nonce-replayed');
  });

  it('is a replay also after the nonces that have run out were forgotten', async () => {
    const body = JSON.stringify(question());
    const [asked] = await listening(async () => ask(body));
    await federation.origin.tick('federation.nonces');
    expect(await problemCode(await fetch(asked!.url, asked!.init))).toBe('nonce-replayed');
    federation.origin.clock.forward(10 * minute);
    await federation.origin.tick('federation.nonces');
    expect(await problemCode(await fetch(asked!.url, asked!.init))).toBe('signature-expired');
    expect(await federation.origin.context.db.selectFrom('peer_nonce').selectAll().execute()).toEqual([]);
  });

  it('is refused when it was changed, is too old, from tomorrow, unsigned, or signed by the node itself', async () => {
    const [body, other] = [JSON.stringify(question()), JSON.stringify(question())];
    const [asked] = await listening(async () => ask(body));
    expect(await problemCode(await fetch(asked!.url, { ...asked!.init, body: other }))).toBe('signature-invalid');
    expect(await problemCode(await ask(body, { created: -hour }))).toBe('signature-expired');
    expect(await problemCode(await ask(body, { created: day }))).toBe('signature-expired');
    const unsigned = await fetch(target(), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await problemCode(unsigned)).toBe('signature-invalid');
    expect(await problemCode(await ask(body, { node: 'origin' }))).toBe('peer-unknown');
    expect(await problemCode(await ask(body))).toBe('none');
  });

  it('of another shape is refused with a problem document, signed or not', async () => {
    for (const body of ['{}', '[]', 'null', '{"subjects":[]}', JSON.stringify({ ...question(), extra: 1 })]) {
      expect(await problemCode(await ask(body))).toBe('invalid-input');
    }
    const many = { ...question(), subjects: Array.from({ length: 101 }, () => question().subjects[0]) };
    expect(await problemCode(await ask(JSON.stringify(many)))).toBe('invalid-input');
  });
});

describe('an answer is not believed', () => {
  /** Lets the next answer pass through `change` on its way, and says how the application stands then. */
  async function answeredWith(
    citizen: Citizen,
    home: Citizen,
    change: (answer: Response, asked: Asked) => Promise<Response>,
  ) {
    const real = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async (url, init) =>
      change(await real(url, init), { url: addressOf(url), init: init ?? {} }),
    );
    return convert(federation, citizen, await consentAt(home.client));
  }

  it('when one byte of it was changed on the way', async () => {
    const { home, abroad } = await traveller();
    const waiting = await answeredWith(abroad, home, async (answer) => {
      const text = await answer.text();
      return new Response(text.replace(/\.[A-Za-z0-9_-]/, '.A'), { status: 200, headers: answer.headers });
    });
    expect(waiting).toMatchObject({ state: 'waiting-for-origin', cause: { code: 'origin-unreachable' } });
    await federation.pass(13);
    expect((await stateOf(abroad, waiting.conversionId)).state).toBe('approved');
  });

  it('when it answers another request', async () => {
    const { home, abroad } = await traveller();
    const other = await ask(JSON.stringify(question()));
    const { state } = await answeredWith(abroad, home, async () => other);
    expect(state).toBe('waiting-for-origin');
  });

  /** The origin itself signs a response whose attestation is another. */
  async function resigned(asked: Asked, answer: Response, attestation: string): Promise<Response> {
    const { requestId } = (await answer.json()) as schemas.AttestationResponse;
    const body = Buffer.from(JSON.stringify({ requestId, attestations: [attestation] }));
    const { signer } = federation.origin.context;
    const fields = await signResponse({
      status: 200,
      body,
      request: {
        method: 'POST',
        targetUri: asked.url,
        headers: asked.init.headers as Record<string, string>,
        label: 'sig1',
      },
      key: await federationKey(signer),
      created: federation.origin.clock.now(),
    });
    return new Response(body, { status: 200, headers: { ...fields, 'content-type': 'application/json' } });
  }

  async function kept(conversionId: string): Promise<string> {
    const { attestation } = await federation.destination.context.db
      .selectFrom('conversion')
      .select('attestation')
      .where('conversion_id', '=', conversionId)
      .executeTakeFirstOrThrow();
    return attestation ?? '';
  }

  it('when its attestation is about somebody else, of another question, or its signature does not hold', async () => {
    const other = await traveller();
    const done = await convert(federation, other.abroad, await consentAt(other.home.client));
    const genuine = await kept(done.conversionId);
    const flipped = genuine.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    const [header, payload = '', signature] = genuine.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const greener = Buffer.from(JSON.stringify({ ...claims, aud: '440000' })).toString('base64url');
    for (const attestation of [genuine, flipped, `${header}.${greener}.${signature}`, 'a.b.c', '']) {
      const { home, abroad } = await traveller();
      const { state } = await answeredWith(abroad, home, (answer, asked) => resigned(asked, answer, attestation));
      expect([attestation.slice(-8), state]).toEqual([attestation.slice(-8), 'waiting-for-origin']);
    }
  });

  it('but is when the origin signs anew what it has attested: the check above fails for its content only', async () => {
    const { home, abroad } = await traveller();
    const { state } = await answeredWith(abroad, home, async (answer, asked) => {
      const { attestations } = (await answer.clone().json()) as schemas.AttestationResponse;
      return resigned(asked, answer, attestations[0] ?? '');
    });
    expect(state).toBe('approved');
  });
});

describe('the proof of what was said about a person to another province', () => {
  it('is hers to get: who was told, and on what ground', async () => {
    const { home, abroad } = await traveller();
    expect((await convert(federation, abroad, await consentAt(home.client))).state).toBe('approved');
    await federation.origin.tick('transparency.sequence');
    const { requests } = await home.client.call(routes.listAttestationRequests, {});
    const subjectId = requests[0]?.requestId ?? '';
    const proof = await home.client.call(routes.getDecisionProof, { params: { subjectId } });
    expect(proof.kind).toBe('attestation');
    expect(JSON.parse(proof.value)).toEqual({ requestId: subjectId, peer: '370000', consentGrade: 'origin-session' });
    const foreign = (await citizenWithCode(federation.origin)).client;
    expect(await problemOf(foreign.call(routes.getDecisionProof, { params: { subjectId } }))).toBe('not-found');
  });

  it('is not there where nothing was said', async () => {
    const { home, abroad } = await traveller();
    await convert(federation, abroad, { ...(await consentAt(home.client)), codeVerifier: 'A'.repeat(43) });
    const { requests } = await home.client.call(routes.listAttestationRequests, {});
    expect(requests[0]?.match).toBe('refused');
    const subjectId = requests[0]?.requestId ?? '';
    expect(await problemOf(home.client.call(routes.getDecisionProof, { params: { subjectId } }))).toBe('not-found');
  });
});

describe('the proof of a decision or a code', () => {
  it('is given to the person whose it is and to nobody else', async () => {
    const { home } = await traveller();
    const other = await citizenWithCode(federation.origin);
    await federation.origin.tick('transparency.sequence');
    const { decisionId } = await home.client.call(routes.getHealthInformation, {});
    const { codeId } = await home.client.call(routes.getCode, {});
    for (const [subjectId, kind] of [
      [decisionId, 'decision'],
      [codeId, 'code'],
    ] as const) {
      const proof = await home.client.call(routes.getDecisionProof, { params: { subjectId } });
      expect(proof.kind).toBe(kind);
      expect(proof.value).toContain(subjectId);
      const foreign = other.client.call(routes.getDecisionProof, { params: { subjectId } });
      await expect(foreign).rejects.toMatchObject({ problem: { status: 404, type: 'urn:tongxing:problem:not-found' } });
    }
  });
});
