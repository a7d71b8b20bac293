import { createHash } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import {
  canonicalJson,
  compilePack,
  decide,
  type Decision,
  type Fact,
  type Pack,
  type Reference,
} from '@tongxing/rules';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declare, declaredCitizen, pledgeOf, verifiedCitizen, well } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { hire } from '../../../test/staff.ts';
import { personIdOf } from '../../../test/told.ts';
import { toEdge } from '../../platform/clock.ts';
import { reevaluate } from '../decision/index.ts';
import { createPackSource } from '../policy/index.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const contact = (since: string) => ({ kind: 'contact' as const, degree: 'close' as const, since });

/** Red by her being a close contact of a case two days ago. */
async function contactOfTwoDays() {
  const citizen = await verifiedCitizen(node, inventPerson('140105'));
  node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, 2 * day))]);
  await declare(node, citizen);
  node.clock.forward(2 * hour);
  return citizen;
}

const now = () => toEdge(node.clock.now());

const texts = (value: unknown): schemas.Bilingual[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [value as schemas.Bilingual];
  return Object.values(value).flatMap(texts);
};

describe('why', () => {
  it('names rule, authority, document, end and release, and the fact in words with its source and age', async () => {
    const { client } = await contactOfTwoDays();
    const told = await client.call(routes.getExplanation, {});
    expect(told).toMatchObject({ colour: 'red', decidedAt: '2026-11-24T08:00:00+08:00', standing: null });
    const [reason] = told.reasons;
    expect(reason).toMatchObject({
      ruleId: 'sx-r2-contact',
      documentNumber: '晋疫情防控办发〔2022〕28号',
      until: '2026-12-06T08:00:00+08:00',
    });
    const fact = reason?.facts.find(({ kind }) => kind.code === 'contact');
    // The contact began on 22 November at 8:00, and the commission was asked two hours ago.
    expect(fact?.text).toEqual({
      zh: '卫生健康委:接触记录(密切接触,11月22日 8:00起),2 小时前更新',
      en: 'health commission: record of a contact (close contact, from 22 Nov 8:00), updated 2 hours ago',
    });
  });

  it('speaks both languages everywhere', async () => {
    const { client } = await contactOfTwoDays();
    const all = texts(await client.call(routes.getExplanation, {}));
    expect(all.length).toBeGreaterThan(15);
    for (const { zh, en } of all) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
      expect(zh + en).not.toMatch(/undefined|NaN|null|[!!]/);
    }
  });

  it('says what can be done now, by what the reasons read', async () => {
    const { client } = await contactOfTwoDays();
    const { actions } = await client.call(routes.getExplanation, {});
    expect(actions.map(({ code }) => code)).toEqual(['contact-community', 'complete-isolation', 'appeal']);
    const green = await declaredCitizen(node);
    expect((await green.client.call(routes.getExplanation, {})).actions).toEqual([]);
  });

  it('names the source that is late, since when, and what helps', async () => {
    node.sources.down.add('commission');
    const { client } = await declaredCitizen(node);
    const told = await client.call(routes.getExplanation, {});
    expect(told.colour).toBe('pending');
    expect(told.unknown.find(({ input }) => input.code === 'cases')).toMatchObject({
      source: { code: 'health-commission', name: { zh: '卫生健康委' } },
      late: true,
      lastReceivedAt: null,
      text: { zh: '还没有收到卫生健康委的病例信息' },
      cure: { zh: expect.stringContaining('自动再次查询') as string },
    });
    expect(told.toGreen?.own?.steps.map(({ kind, source }) => [kind, source?.code])).toEqual([
      ['answer', 'health-commission'],
    ]);
  });

  it('says what was told and is not enough, where no source is late', async () => {
    const { client, person } = await verifiedCitizen(node);
    await client.call(routes.declareHealth, {
      body: { answers: { ...well, symptoms: ['fever'] }, pledge: pledgeOf(node) },
    });
    const stays = [{ division: person.residence, from: ago(node, 13 * day), to: ago(node, hour) }];
    await client.call(routes.declareItinerary, { body: { stays, pledge: pledgeOf(node) } });
    await node.settle();
    const { colour, unknown } = await client.call(routes.getExplanation, {});
    expect(colour).toBe('pending');
    expect(unknown.find(({ input }) => input.code === 'declaration')).toMatchObject({
      late: false,
      cure: { zh: expect.stringContaining('发热门诊') as string },
    });
  });

  it('says that an earlier colour stands, whose answer is awaited, and until when', async () => {
    const { client } = await declaredCitizen(node);
    node.sources.down.add('commission');
    await node.pass(day + hour);
    const { colour, standing } = await client.call(routes.getExplanation, {});
    expect(colour).toBe('green');
    // One day fresh and two days of grace (pack).
    expect(standing?.until).toBe('2026-11-27T08:00:00+08:00');
    expect(standing?.text.zh).toContain('卫生健康委');
  });

  it('is not there before a decision', async () => {
    const { client } = await verifiedCitizen(node);
    expect(await problemOf(client.call(routes.getExplanation, {}))).toBe('no-decision-yet');
    expect(await problemOf(client.call(routes.getDecisionInputs, {}))).toBe('no-decision-yet');
  });
});

describe('what would make it green', () => {
  it('is nothing for who is green', async () => {
    const { client } = await declaredCitizen(node);
    expect((await client.call(routes.getExplanation, {})).toGreen).toBeNull();
  });

  it('is what makes it green when it happens: not a minute before, and by the rule that was named', async () => {
    const citizen = await contactOfTwoDays();
    const { toGreen } = await citizen.client.call(routes.getExplanation, {});
    // Fourteen days from the day of contact, 22 November 8:00 (SX22-R2, released at 14 days).
    expect(toGreen?.own?.greenAt).toBe('2026-12-06T08:00:00+08:00');
    const left = Date.parse(toGreen!.own!.greenAt) - node.clock.now().getTime();
    await node.pass(left / 1000 - 60);
    await declare(node, citizen);
    expect(await colourOf(citizen)).toBe('red');
    await node.pass(60);
    const told = await citizen.client.call(routes.getExplanation, {});
    expect(told.colour).toBe('green');
    expect(told.reasons.map(({ ruleId }) => ruleId)).toEqual(toGreen?.own?.ruleIds);
  });

  it('is at once where the source takes it back, and then it is so', async () => {
    const citizen = await contactOfTwoDays();
    const { toGreen, reasons } = await citizen.client.call(routes.getExplanation, {});
    const fact = reasons[0]?.facts.find(({ kind }) => kind.code === 'contact');
    expect(toGreen?.lifted).toMatchObject({ steps: [{ kind: 'lift', factId: fact?.id }], greenAt: now() });
    node.sources.records.set(citizen.person.documentNumber, []);
    await declare(node, citizen);
    expect(await colourOf(citizen)).toBe('green');
  });
});

describe('the evidence', () => {
  it('gives the same decision again, for her and for anybody who has it', async () => {
    const { client } = await contactOfTwoDays();
    const { evidence, decisionId } = await client.call(routes.getExplanation, {});
    expect(evidence.reproduced).toBe(true);
    const bundle = await client.call(routes.getDecisionInputs, {});
    expect(bundle).toMatchObject({ decisionId, sha256: evidence.sha256 });
    const { pack, valueSets, facts, reference, at, previous } = bundle;
    const again = decide(
      compilePack(pack as Pack, valueSets),
      facts as Fact[],
      reference as Reference | null,
      at,
      (previous as Decision | null) ?? undefined,
    );
    const hash = createHash('sha256').update(canonicalJson(again)).digest('base64url');
    expect(hash).toBe(evidence.sha256);
  });

  it.each([
    [
      'a fact',
      () =>
        node.context.db
          .updateTable('fact')
          .set({ data: JSON.stringify({ degree: 'secondary', since: '2026-11-22' }) })
          .where('kind', '=', 'contact')
          .execute(),
    ],
    [
      'an outcome',
      () =>
        node.context.db
          .updateTable('decision')
          .set({ outcome: JSON.stringify({ colour: 'green', reasons: [], unknown: [], freshness: [] }) })
          .execute(),
    ],
    [
      'a list of areas',
      () =>
        node.context.db
          .updateTable('risk_publication')
          .set({
            areas: JSON.stringify([{ division: '140105', name: '街', level: 'high', from: '2026-11-20T00:00:00Z' }]),
          })
          .execute(),
    ],
  ])('says so where %s was changed afterwards', async (what, change) => {
    const citizen = await verifiedCitizen(node, inventPerson('140105'));
    if (what === 'a list of areas') {
      await declare(node, citizen);
    } else {
      node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, 2 * day))]);
      await declare(node, citizen);
    }
    const { decisionId } = await citizen.client.call(routes.getHealthInformation, {});
    const personId = await personIdOf(node, citizen);
    const deps = { packs: createPackSource() };
    expect((await reevaluate(node.context.db, deps, personId, decisionId))?.matches).toBe(true);
    await change();
    expect((await reevaluate(node.context.db, deps, personId, decisionId))?.matches).toBe(false);
  });
});

describe('staff', () => {
  const ask = async (
    role: 'hotline' | 'reviewer',
    documentNumber: string,
    division = '140100',
    purpose = 'hotline-call',
  ) => {
    const { client } = await hire(node, { role, division });
    const body = {
      documentType: '10',
      documentNumber,
      purpose: purpose as 'hotline-call',
      reference: 'HL-20261124-0042',
    };
    return client.call(routes.explainPerson, { body });
  };

  it('of the hotline explain to a person of their division, without what the records say of her health, and she reads that they did', async () => {
    const { client, person } = await contactOfTwoDays();
    const { found, explanation } = await ask('hotline', person.documentNumber);
    expect(found).toBe(true);
    expect(explanation?.summary.zh).toContain('红码');
    const facts = explanation?.reasons.flatMap((reason) => reason.facts) ?? [];
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.filter(({ kind }) => kind.code !== 'source-report').map(({ detail }) => detail)).toEqual(
      facts.filter(({ kind }) => kind.code !== 'source-report').map(() => null),
    );
    const { records } = await client.call(routes.listAccessRecords, {});
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ purpose: { code: 'hotline-call' }, reference: 'HL-20261124-0042' });
    expect(records[0]?.seen.map(({ code }) => code)).toEqual(['colour', 'reasons', 'explanation']);
  });

  it('elsewhere learn nothing, not even that she is known', async () => {
    const { client, person } = await contactOfTwoDays();
    expect(await ask('hotline', person.documentNumber, '140200')).toEqual({ found: false, explanation: null });
    expect(await ask('hotline', inventPerson('140105').documentNumber)).toEqual({ found: false, explanation: null });
    expect((await client.call(routes.listAccessRecords, {})).records).toEqual([]);
  });

  it('ask only for a purpose of their role', async () => {
    const { person } = await contactOfTwoDays();
    expect(await problemOf(ask('reviewer', person.documentNumber))).toBe('invalid-input');
    expect((await ask('reviewer', person.documentNumber, '140100', 'appeal-review')).found).toBe(true);
  });
});
