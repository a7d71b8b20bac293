import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { alipayGateway } from './alipay-gateway/alipay-gateway.ts';
import { askAlipay, registerApplication } from './ask-alipay.ts';
import { ask, type Asker, manage, type Reply } from './ask.ts';
import { exitEntryRegistry } from './exit-entry-registry/exit-entry-registry.ts';
import { healthCommission } from './health-commission/health-commission.ts';
import { itineraryCard } from './itinerary-card/itinerary-card.ts';
import { natLaboratory } from './nat-laboratory/nat-laboratory.ts';
import { nationalPlatform } from './national-platform/national-platform.ts';
import { populationRegistry } from './population-registry/population-registry.ts';
import { startSimulator, type RunningSimulator } from './simulator.ts';
import { signRequest } from './signature.ts';
import { smsGateway } from './sms-gateway/sms-gateway.ts';
import { wechatPlatform } from './wechat-platform/wechat-platform.ts';

const page = await readFile(new URL('../../docs/operations/simulators.md', import.meta.url), 'utf8');
const options = { port: 0, managementPort: 0 };
const starts: Record<string, () => Promise<RunningSimulator>> = {
  'population-registry': () => startSimulator(populationRegistry, options),
  'itinerary-card': () => startSimulator(itineraryCard, options),
  'health-commission': () => startSimulator(healthCommission, options),
  'nat-laboratory': () => startSimulator(natLaboratory, options),
  'national-platform': () => startSimulator(nationalPlatform, options),
  'sms-gateway': () => startSimulator(smsGateway, options),
  'wechat-platform': () => startSimulator(wechatPlatform, options),
  'alipay-gateway': () => startSimulator(alipayGateway, options),
  'exit-entry-registry': () => startSimulator(exitEntryRegistry, options),
};
const nine: Asker = {
  appId: 'tongxing-140000',
  secret: 'simulated-secret-of-shanxi',
  now: Date.parse('2022-11-24T09:00:00+08:00'),
};

let running: RunningSimulator | undefined;
afterEach(async () => running?.stop());

describe('the page for whoever writes an adapter', () => {
  test.each(Object.keys(starts))('is true of %s, request by request', async (name) => {
    running = await starts[name]!();
    const { managementUrl } = running;
    await manage(managementUrl, 'PUT /clock', { now: '2022-11-24T09:00:00+08:00', running: false });
    const examples = readExamples(name);
    expect((await manage(managementUrl, 'PUT /answers', examples.answers)).status).toBe(200);
    expect(examples.exchanges.length).toBeGreaterThan(0);
    const question = await questionOf(name, running);
    for (const { kind, route, parameters, answer } of examples.exchanges) {
      const reply =
        kind === 'manage' ? await manage(managementUrl, route, parameters) : await question(route, parameters);
      expect({ route, ...reply }).toEqual({ route, status: 200, body: answer });
    }
  });

  test('gives a worked sign that sha256sum agrees with', () => {
    const parameters = { documentType: '10', documentNumber: '140105196804129981', name: '王秀英' };
    // printf '%s' '<the text on the page>' | sha256sum
    const sign = '57D82FD8B5253858B3FAC4ABC715B52DC18D9A26B44165F058B61CF5C223FFE3';
    expect(signRequest(parameters, nine.appId, String(nine.now), nine.secret)).toBe(sign);
    expect(page).toContain(sign);
  });

  test('gives the form of a list of changes', async () => {
    running = await starts['health-commission']!();
    await manage(running.managementUrl, 'PUT /clock', { now: '2022-11-24T09:00:00+08:00', running: false });
    await manage(running.managementUrl, 'PUT /answers', readExamples('health-commission').answers);
    const { body } = await ask(running.url, 'GET /v1/changes', {}, nine);
    const printed = /```json shape GET \/v1\/changes\n(.*?)```/s.exec(page)?.[1] ?? '';
    expect(body).toEqual({
      ...(JSON.parse(printed) as object),
      next: expect.stringMatching(/^[0-9a-f]{8}-2$/) as string,
    });
  });
});

/** Asks in the manner of the program. For Alipay an application is registered first, and a telephone has signed in to it. */
async function questionOf(name: string, { url, managementUrl }: RunningSimulator) {
  if (name !== 'alipay-gateway')
    return (route: string, parameters: Record<string, unknown>) => ask(url, route, parameters, nine);
  const application = await registerApplication(managementUrl, nine.appId);
  const telephone = { appId: nine.appId, phone: '15458671722' };
  await manage(managementUrl, 'POST /logins', telephone);
  await manage(managementUrl, 'POST /subscriptions', { ...telephone, templateId: 'tongxing-colour' });
  return async (method: string, parameters: Record<string, unknown>): Promise<Reply> => ({
    status: 200,
    body: (await askAlipay(url, application, method, parameters as Record<string, string>)).node,
  });
}

interface Exchange {
  kind: string;
  route: string;
  parameters: Record<string, unknown>;
  answer: unknown;
}

function readExamples(name: string): { answers: Record<string, unknown>; exchanges: Exchange[] } {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? '';
  const blocks = [...section.matchAll(/```json (answers|ask|manage|answer)(?: ([^\n]+))?\n(.*?)```/gs)].map(
    ([, kind = '', title = '', body = '']) => ({ kind, title, body: JSON.parse(body) as Record<string, unknown> }),
  );
  const exchanges = blocks.flatMap(({ kind, title, body }, index) =>
    kind === 'ask' || kind === 'manage'
      ? [{ kind, route: title, parameters: body, answer: blocks[index + 1]?.body }]
      : [],
  );
  return { answers: blocks.find(({ kind }) => kind === 'answers')?.body ?? {}, exchanges };
}
