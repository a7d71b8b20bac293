import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { citizenOf } from '../clients/citizen.ts';
import { readQr } from '../clients/qr.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson } from '../people/person.ts';
import { shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { photograph } from '../clients/browser.ts';
import { overflow, violations } from '../clients/violations.ts';
import { enter } from './test/enter.ts';
import { missingGlyphs } from './test/glyphs.ts';
import { openApp, type OpenApp } from './test/open-app.ts';
import { pagesOfApp } from './test/pages.ts';
import { allLooks, describeLook, pairwiseLooks } from './test/looks.ts';

const person = makePerson({ seed: 61_100, division: '140105' });
/** Whom she acts for, with a name as long as they get. */
const child = {
  ...makePerson({ seed: 7203, division: '140105', born: '2018-06-01' }),
  name: '阿布都热依木江·阿布都克热木',
};
const looks = process.env['TONGXING_TIER'] === 'full' ? allLooks : pairwiseLooks;
const pages = await pagesOfApp();

/** The same phone each time: a person has a few. */
const deviceId = randomUUID();
let app: OpenApp;
let session: schemas.Session;
let dependant: schemas.Dependant;

beforeAll(async () => {
  app = await openApp();
  const { nodes, simulators } = app.world.world;
  await introduce(simulators, [person, child]);
  const node = { url: nodes[shanxi]!.url, smsManagementUrl: simulators['sms-gateway'].managementUrl };
  const { citizen, session: held } = await enter(node, person);
  session = held;
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
  const { name, documentNumber, born } = child;
  await manage(simulators['population-registry'].managementUrl, 'PATCH /answers', {
    households: { [person.documentNumber]: [{ name, documentNumber, born }] },
  });
  const body = { relation: 'child' as const, documentType: '10' as const, documentNumber, name };
  dependant = await citizen.client.call(routes.addDependant, { body });
  const acting = citizenOf(child, citizen.client.actingFor(dependant.dependantId));
  await acting.declare();
  await acting.colour();
  await acting.client.call(routes.applyForCode, { body: { scope: '140100' } });
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

describe.for(looks.map((look) => [describeLook(look), look] as const))('every page: %s', ([, look]) => {
  test('fits the screen, is drawn whole, its code is read, and axe finds nothing that keeps anybody out', async () => {
    // On a desktop it is about the child, so that every page says so.
    const about = look.width > 1000 ? { family: [dependant], actingFor: dependant.dependantId } : {};
    const phone = await app.phone(shanxi, { ...look, kept: { session, deviceId, elder: look.elder, ...about } });
    await phone.page.locator('.qr').waitFor();
    expect(await readQr(await photograph(app.browser, phone.page, '.qr'))).toMatch(/^TX1:/);
    for (const path of pages) {
      await phone.page.goto(phone.page.url().replace(/#.*$/, `#/${path}`));
      await phone.page.waitForFunction(`location.hash.startsWith('#/${path}')`);
      await phone.page.locator('.taro_page:not([style*="display: none"]) h1').last().waitFor();
      expect(await overflow(phone.page), `${path} is as wide as the screen`).toBe(0);
      expect(await missingGlyphs(phone.page), `${path} has characters that nothing can draw`).toEqual([]);
      expect(await violations(phone.page), path).toEqual([]);
    }
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });
});
