import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ago,
  citizenWithCode,
  declare,
  declaredCitizen,
  verifiedCitizen,
  type Citizen,
} from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { dumpTables } from '../../../test/tables.ts';
import { putInForce, testedPack } from '../../../test/test-pack.ts';
import { inboxOf, personIdOf } from '../../../test/told.ts';
import { transact } from '../../platform/db.ts';
import { tell, tellApplications } from './index.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const contact = (since: string) => ({ kind: 'contact' as const, degree: 'close' as const, since });

async function turnRed(citizen: Citizen, seconds = 2 * day) {
  node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, seconds))]);
  node.clock.forward(minute);
  await declare(node, citizen);
}

describe('a change of colour', () => {
  it('is told with what changed, why, until when, what releases it and how to contest it, in both languages [W01]', async () => {
    const citizen = await declaredCitizen(node);
    await turnRed(citizen);
    const [red, green] = await inboxOf(citizen);
    expect(green).toMatchObject({ kind: 'colour-changed', title: { zh: '您的健康码为绿码' } });
    // Fourteen days from the day of contact, 22 November 08:00.
    expect(red).toMatchObject({
      kind: 'colour-changed',
      toldAt: '2026-11-24T08:01:00+08:00',
      title: { zh: '您的健康码变为红码', en: 'Your code has turned red' },
      reasons: [{ until: '2026-12-06T08:00:00+08:00' }],
      contest: { hotline: '0351-12320' },
      delivery: { state: 'sending' },
    });
    const reason = red!.reasons[0]!;
    for (const part of [reason.text.zh, reason.release.zh, '12月6日8:00', red!.contest.text.zh, '11月24日8:01']) {
      expect(red!.text.zh).toContain(part);
    }
    for (const part of [reason.text.en, reason.release.en, '8:00 on 6 December', red!.contest.text.en]) {
      expect(red!.text.en).toContain(part);
    }
    expect(red!.text.zh + red!.text.en).not.toMatch(/[{}]|undefined|null/);
  });

  it('is told in its own transaction: where that fails there is no message', async () => {
    const citizen = await declaredCitizen(node);
    await node.context.db.schema.alterTable('message').renameTo('message_gone').execute();
    await expect(turnRed(citizen)).rejects.toThrow('a job failed');
    expect((await citizen.client.call(routes.getHealthInformation, {})).colour).toBe('green');
    await node.context.db.schema.alterTable('message_gone').renameTo('message').execute();
  });

  it('is not told before there was a colour: that nothing can be said yet is no change', async () => {
    const citizen = await verifiedCitizen(node);
    node.sources.down.add('commission');
    await declare(node, citizen);
    expect(await inboxOf(citizen)).toEqual([]);
  });

  it('leaves no name, number or phone in the tables of messages', async () => {
    const citizen = await declaredCitizen(node);
    await turnRed(citizen);
    await node.tick();
    const dump = await dumpTables(node.context.db);
    for (const { documentNumber, phone, name } of [citizen.person]) {
      for (const secret of [documentNumber, phone, name]) expect(dump).not.toContain(secret);
    }
    expect(dump).not.toContain('密切接触者或次密切接触者,在管理期内。有效至');
  });
});

describe('telling', () => {
  it('the same of the same subject twice is telling once', async () => {
    const citizen = await declaredCitizen(node);
    const personId = await personIdOf(node, citizen);
    const told = { personId, kind: 'code-ending' as const, subjectId: personId, details: { at: ago(node, -day) } };
    for (const _ of [1, 2]) await transact(node.context.db, (tx) => tell(tx, node.context, told));
    expect((await inboxOf(citizen)).filter(({ kind }) => kind === 'code-ending')).toHaveLength(1);
    await node.tick('notification.deliver');
    expect(node.sources.notices.filter(({ template }) => template === 'reminder')).toHaveLength(1);
  });

  it.each([
    ['approved', null, 'application-approved', /已于.*通过/],
    ['waiting-for-origin', 'phone-mismatch', 'application-waiting', /请在原省份更换登记手机号/],
    ['deferred', 'high-risk-sojourn', 'application-deferred', /请先向目的地社区报告/],
    ['waiting-for-origin', 'origin-unreachable', 'application-waiting', /系统会自动再次查询/],
  ] as const)('an application that is %s says so with cause and cure', async (state, cause, kind, words) => {
    const citizen = await declaredCitizen(node);
    const personId = await personIdOf(node, citizen);
    const conversionId = '019aa2f4-7c1e-7000-8000-000000000001';
    const moved = [{ personId, conversionId, state, cause }];
    for (const _ of [1, 2]) await transact(node.context.db, (tx) => tellApplications(tx, node.context, moved));
    const told = (await inboxOf(citizen)).filter((message) => message.subjectId === conversionId);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind });
    expect(told[0]!.text.zh).toMatch(words);
    expect(told[0]!.text.en).not.toMatch(/[{}]/);
  });

  it.each(['submitted', 'withdrawn'] as const)('what she did herself is not told to her: %s', async (state) => {
    const citizen = await declaredCitizen(node);
    const moved = [
      { personId: await personIdOf(node, citizen), conversionId: await personIdOf(node, citizen), state, cause: null },
    ];
    await transact(node.context.db, (tx) => tellApplications(tx, node.context, moved));
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toEqual(['colour-changed']);
  });
});

describe('what is coming', () => {
  it('the end of a code is told a day before, once, and not to who has renewed it', async () => {
    const [one, other] = [await citizenWithCode(node), await citizenWithCode(node)];
    node.clock.forward(6 * day - minute);
    await node.tick('notification.code-ending');
    expect((await inboxOf(one))[0]?.kind).toBe('colour-changed');
    await other.client.call(routes.applyForCode, { body: { scope: '140100' } });
    node.clock.forward(2 * minute);
    for (const _ of [1, 2]) await node.tick('notification.code-ending');
    const [told, ...before] = await inboxOf(one);
    // Issued on 24 November at 8:00, good for seven days.
    expect(told).toMatchObject({ kind: 'code-ending' });
    expect(told!.text.zh).toContain('有效至12月1日8:00');
    expect(before.map(({ kind }) => kind)).not.toContain('code-ending');
    expect((await inboxOf(other)).map(({ kind }) => kind)).not.toContain('code-ending');
  });

  it('a test that runs out and makes the colour worse is told before, once; who was tested since is not told', async () => {
    await putInForce(node, testedPack);
    const [late, fresh] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const test = (hours: number) => [
      {
        result: 'negative' as const,
        sampledAt: ago(node, hours * hour),
        reportedAt: ago(node, hours * hour),
        institution: 'ty-0001',
        method: 'single' as const,
      },
    ];
    node.sources.tests.set(late.person.documentNumber, test(42)).set(fresh.person.documentNumber, test(2));
    for (const citizen of [late, fresh]) await declare(node, citizen);
    node.clock.forward(1);
    for (const _ of [1, 2]) await node.tick('notification.worsening');
    const [told, ...earlier] = await inboxOf(late);
    // Sampled 42 hours before 8:00; 48 hours are over at 14:00.
    expect(told).toMatchObject({ kind: 'colour-worsening', title: { zh: '您的健康码即将变为黄码' } });
    expect(told!.text.zh).toContain('将于11月24日14:00变为黄码。原因:核酸检测已超过48小时。怎样避免:做一次核酸检测。');
    expect(earlier.map(({ kind }) => kind)).toEqual(['colour-changed']);
    expect((await inboxOf(fresh)).map(({ kind }) => kind)).toEqual(['colour-changed']);
  });

  it('a colour that becomes better by itself is not told before it does', async () => {
    const citizen = await verifiedCitizen(node);
    node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, 14 * day - 6 * hour))]);
    await declare(node, citizen);
    await node.tick('notification.worsening');
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toEqual(['colour-changed']);
  });
});

describe('the inbox', () => {
  it('shows the newest first, twenty at a time, each once', async () => {
    const citizen = await declaredCitizen(node);
    const personId = await personIdOf(node, citizen);
    for (let at = 0; at < 24; at += 1) {
      node.clock.forward(1);
      const subjectId = `019aa2f4-7c1e-7000-8000-0000000000${String(at).padStart(2, '0')}`;
      const told = { personId, kind: 'code-ending' as const, subjectId, details: { at: ago(node, -day) } };
      await transact(node.context.db, (tx) => tell(tx, node.context, told));
    }
    const first = await citizen.client.call(routes.listMessages, { query: {} });
    const second = await citizen.client.call(routes.listMessages, { query: { before: first.next! } });
    expect([first.messages.length, second.messages.length, second.next]).toEqual([20, 5, null]);
    const ids = [...first.messages, ...second.messages].map(({ subjectId }) => subjectId);
    expect(ids.slice(0, 24)).toEqual(ids.slice(0, 24).toSorted().toReversed());
    expect(new Set(ids).size).toBe(25);
  });

  it('is nobody else’s: reading or marking another person’s message is answered as if there were none', async () => {
    const [one, other] = [await declaredCitizen(node), await declaredCitizen(node)];
    const [message] = await inboxOf(one);
    const params = { messageId: message!.messageId };
    expect(await problemOf(other.client.call(routes.readMessage, { params }))).toBe('not-found');
    expect((await inboxOf(one))[0]?.readAt).toBeNull();
  });

  it('says that a message was read, and it is not sent any more', async () => {
    const citizen = await declaredCitizen(node);
    const [message] = await inboxOf(citizen);
    const read = await citizen.client.call(routes.readMessage, { params: { messageId: message!.messageId } });
    expect(read).toMatchObject({
      readAt: '2026-11-24T08:00:00+08:00',
      delivery: { state: 'delivered', channel: null },
    });
    await node.tick('notification.deliver');
    expect(node.sources.notices).toEqual([]);
  });
});

describe('a question of another province', () => {
  it('on its mere word is told to the person; one that she consented to is not', async () => {
    const federation = await openFederation();
    try {
      const home = await citizenWithCode(federation.origin);
      const abroad = await arrive(federation, home.person);
      await convert(federation, abroad, await consentAt(home.client));
      expect((await inboxOf(home)).map(({ kind }) => kind)).not.toContain('question-asserted');
      federation.origin.clock.forward(1);
      await convert(federation, abroad, { grade: 'asserted' });
      const [told] = await inboxOf(home);
      expect(told?.kind).toBe('question-asserted');
      expect(told?.title.zh).toMatch(/370000|山东/);
    } finally {
      await federation.close();
    }
  });
});
