import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { johnSmith, johnSmithBefore } from '../../people/cast.ts';
import { ask, manage } from '../ask.ts';
import { demoAnswers } from '../seed-data.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { exitEntryRegistry } from './exit-entry-registry.ts';

let registry: RunningSimulator;
beforeEach(async () => {
  registry = await startSimulator(exitEntryRegistry, { port: 0, managementPort: 0 });
  await manage(registry.managementUrl, 'PUT /answers', { ...demoAnswers(Date.now())['exit-entry-registry'] });
});
afterEach(async () => registry.stop());

const { documentType, documentNumber, issuingCountry = '', name } = johnSmith;
const question = { documentType, documentNumber, issuingCountry, name };
const verify = async (change: object) =>
  (await ask(registry.url, 'POST /v1/documents/verify', { ...question, ...change })).body;

describe('the exit-entry registry', () => {
  test('knows the passport before this one as the same person', async () => {
    const before = { documentType, documentNumber: johnSmithBefore.documentNumber, issuingCountry };
    expect(await verify({})).toMatchObject({ result: 'match', nationality: 'GBR', samePerson: [before] });
    expect(await verify({ documentNumber: johnSmithBefore.documentNumber })).toMatchObject({ result: 'match' });
  });

  test('says nothing more of somebody whose name is another', async () => {
    expect(Object.keys((await verify({ name: 'JANE SMITH' })) as object).toSorted()).toEqual([
      'asOf',
      'documentNumber',
      'result',
    ]);
  });

  test.each([
    ['in small letters', name.toLowerCase()],
    ['in another order', name.split(' ').toReversed().join(' ')],
    ['as a machine-readable zone has it', name.replace(' ', '<<')],
  ])('takes a name %s', async (_how, spelled) => {
    expect(await verify({ name: spelled })).toMatchObject({ result: 'match' });
  });

  test('does not answer about a type that it does not hold', async () => {
    const asked = await ask(registry.url, 'POST /v1/documents/verify', { ...question, documentType: '10' });
    expect(asked.status).toBe(400);
  });
});
