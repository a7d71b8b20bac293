import { randomBytes } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { claimOf, signIn } from '../../../test/citizen.ts';
import { injectInto, problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey } from '../../../test/phone.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({
    division: '140000',
    config: (config) => ({
      ...config,
      http: {
        ...config.http,
        limits: { ...config.http.limits, phoneCodesPerAddressPerHour: 30, wrongEnrolmentsPerAddressPerHour: 5 },
      },
    }),
  });
});
afterAll(() => node.close());

let addresses = 0;
const anotherAddress = () => `203.0.113.${(addresses += 1)}`;

async function post(path: string, body: unknown, remoteAddress: string): Promise<string> {
  const answer = await node.app.inject({ method: 'POST', url: path, payload: body as object, remoteAddress });
  if (answer.statusCode < 400) return 'none';
  return answer.json<schemas.Problem>().type.replace('urn:tongxing:problem:', '');
}
const send = (phone: string, from: string) => post(routes.sendPhoneCode.path, { phone }, from);
const guess = (phone: string, code: string, from = '198.51.100.1') => post(routes.signIn.path, { phone, code }, from);
const wrong = (phone: string) => (node.sources.codeFor(phone) === '000000' ? '000001' : '000000');

describe('messages with a sign-in code', () => {
  it('go to one phone five times an hour and ten times a day, whoever asks from wherever', async () => {
    const { phone } = inventPerson();
    const sent = { hour: 0, day: 0 };
    for (let at = 0; at < 24 * 60; at += 1) {
      if ((await send(phone, anotherAddress())) === 'none') {
        sent.day += 1;
        if (at < 60) sent.hour += 1;
      }
      addresses %= 250;
      node.clock.forward(minute);
    }
    // Five at once and four that come back within the hour; ten at once and nine that come back within the day.
    expect(sent).toEqual({ hour: 9, day: 19 });
  });

  it('are asked for from one address thirty times an hour, for however many phones', async () => {
    const answers: string[] = [];
    for (let at = 0; at < 31; at += 1) answers.push(await send(inventPerson().phone, '192.0.2.1'));
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(30);
    expect(answers.at(-1)).toBe('too-many-requests');
    expect(await send(inventPerson().phone, '192.0.2.2')).toBe('none');
  });

  it('that were not sent do not count', async () => {
    const { phone } = inventPerson();
    node.sources.down.add('sms');
    for (let at = 0; at < 20; at += 1) expect(await send(phone, '192.0.2.3')).toBe('sms-unavailable');
    node.sources.down.delete('sms');
    expect(await send(phone, '192.0.2.3')).toBe('none');
    for (let at = 0; at < 20; at += 1) expect(await send(phone, '192.0.2.3')).toBe('phone-code-too-soon');
    node.clock.forward(minute);
    expect(await send(phone, '192.0.2.3')).toBe('none');
  });
});

describe('guesses at the codes of a phone', () => {
  /** Asks for code after code and guesses five times at each; how many guesses were looked at. */
  async function attack(phone: string, seconds: number): Promise<number> {
    let looked = 0;
    for (let at = 0; at < seconds; at += 5 * minute) {
      await send(phone, anotherAddress());
      addresses %= 250;
      for (let each = 0; each < 5; each += 1) {
        if ((await guess(phone, wrong(phone))) === 'phone-code-wrong') looked += 1;
      }
      node.clock.forward(5 * minute);
    }
    return looked;
  }

  it('are 39 in the first day and 20 in the next, so that code after code does not add up', async () => {
    const { phone } = inventPerson();
    const first = await attack(phone, day);
    const second = await attack(phone, day);
    expect(first).toBeLessThanOrEqual(39);
    expect(first).toBeGreaterThanOrEqual(20);
    expect(second).toBeLessThanOrEqual(20);
    expect(second).toBeGreaterThanOrEqual(10);
  });

  it('are not looked at once they are used up, not even the right one', async () => {
    const { phone } = inventPerson();
    for (let at = 0; at < 4; at += 1) {
      expect(await send(phone, '192.0.2.10')).toBe('none');
      for (let each = 0; each < 5; each += 1) expect(await guess(phone, wrong(phone))).toBe('phone-code-wrong');
      node.clock.forward(minute);
    }
    expect(await send(phone, '192.0.2.10')).toBe('none');
    expect(await guess(phone, node.sources.codeFor(phone))).toBe('phone-code-guesses-used');
    // A quarter of an hour more than one guess in 72 minutes needs.
    node.clock.forward(hour + 15 * minute);
    expect(await send(phone, '192.0.2.10')).toBe('none');
    expect(await guess(phone, node.sources.codeFor(phone))).toBe('none');
  });

  it('that are right cost nothing: who signs in every hour is never refused', async () => {
    const { phone } = inventPerson();
    for (let at = 0; at < 30; at += 1) {
      await send(phone, '192.0.2.11');
      expect(await guess(phone, node.sources.codeFor(phone))).toBe('none');
      node.clock.forward(3 * hour);
    }
  });
});

describe('a real-name check', () => {
  async function account() {
    return node.client.as(await signIn(node, inventPerson().phone));
  }

  it('is made ten times a day for an account, whatever the document', async () => {
    const client = await account();
    const answers: string[] = [];
    for (let at = 0; at < 11; at += 1) {
      answers.push(await problemOf(client.call(routes.verifyIdentity, { body: claimOf(inventPerson()) })));
    }
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'identity-mismatch'));
    expect(answers[10]).toBe('verification-limit');
  });

  it('fails twenty times a day for a document, from however many accounts; a number that cannot exist is not counted', async () => {
    node.clock.forward(2 * hour);
    const person = inventPerson();
    node.sources.admit(person);
    const answers: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const client = await account();
      for (let each = 0; each < 8; each += 1) {
        const invalid = claimOf({ ...person, documentNumber: '140105198003070020' });
        expect(await problemOf(client.call(routes.verifyIdentity, { body: invalid }))).toBe('document-number-invalid');
        const body = { ...claimOf(person), name: `王${'伟芳敏静丽强磊军'[each]}` };
        answers.push(await problemOf(client.call(routes.verifyIdentity, { body })));
      }
    }
    expect(answers.filter((answer) => answer === 'identity-mismatch')).toHaveLength(20);
    expect(answers.slice(20)).toEqual(Array.from({ length: 4 }, () => 'verification-limit'));
  });
});

describe('the enrolment of a device', () => {
  it('is refused five times an hour for one address, and then not looked at', async () => {
    const staff = await signInStaff(node);
    const { enrolmentCode } = await staff.call(routes.createEnrolment, { body: { venue: venueAt('140105') } });
    const enrol = (code: string, from: string) =>
      post(routes.enrolDevice.path, { enrolmentCode: code, publicKey: makeDeviceKey().described }, from);
    for (let at = 0; at < 5; at += 1) {
      expect(await enrol(randomBytes(32).toString('base64url'), '192.0.2.40')).toBe('enrolment-invalid');
    }
    expect(await enrol(enrolmentCode, '192.0.2.40')).toBe('too-many-requests');
    expect(await enrol(enrolmentCode, '192.0.2.41')).toBe('none');
  });

  it('that succeeds costs nothing', async () => {
    const enrolled = new Set<string>();
    for (let at = 0; at < 8; at += 1) enrolled.add((await enrolCheckpoint(node)).deviceId);
    expect(enrolled.size).toBe(8);
  });
});

it('the limits that the node keeps name nobody', async () => {
  const rows = await node.context.db.selectFrom('limit_use').select('subject').execute();
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.every(({ subject }) => subject.length === 32)).toBe(true);
});

it('a client is told when it may come again', async () => {
  const { phone } = inventPerson();
  const transport = injectInto(node.app);
  const body = JSON.stringify({ phone });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const url = `${node.context.config.http.publicUrl}${routes.sendPhoneCode.path}`;
  for (let at = 0; at < 5; at += 1) {
    await transport(url, request);
    node.clock.forward(minute);
  }
  const refused = await transport(url, request);
  expect(refused.status).toBe(429);
  // One of five comes back every 720 s, and five minutes have passed.
  expect(refused.headers.get('retry-after')).toBe(String(720 - 300));
});
