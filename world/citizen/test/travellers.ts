import { routes, type schemas } from '@tongxing/contract';
import type { Citizen } from '../../clients/citizen.ts';
import { introduce } from '../../people/introduce.ts';
import type { Person } from '../../people/person.ts';
import { shandong, shanxi } from '../../provinces.ts';
import { enter } from './enter.ts';
import { heading, open, press } from './hand.ts';
import type { OpenApp, Phone } from './open-app.ts';

export interface Settled {
  readonly citizen: Citizen;
  readonly session: schemas.Session;
}

export interface Arrived {
  readonly away: Citizen;
  readonly phone: Phone;
}

function nodeOf({ world }: OpenApp, division: string) {
  return {
    url: world.world.nodes[division]!.url,
    smsManagementUrl: world.world.simulators['sms-gateway'].managementUrl,
  };
}

/** Green at home in Shanxi, with a code. */
export async function settle(app: OpenApp, person: Person): Promise<Settled> {
  await introduce(app.world.world.simulators, [person]);
  const settled = await enter(nodeOf(app, shanxi), person);
  const { citizen } = settled;
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
  return settled;
}

/** In Shandong, verified, with the app on her phone and what she has entered so far: from Shanxi to Jinan. */
export async function arrive(app: OpenApp, person: Person, drafts: object = {}): Promise<Arrived> {
  await introduce(app.world.world.simulators, [person]);
  const { citizen: away, session } = await enter(nodeOf(app, shandong), person);
  await away.verify();
  const conversion = { originDivision: shanxi, destination: '370100' };
  const phone = await app.phone(shandong, { kept: { session, drafts: { conversion, ...drafts } } });
  phone.page.setDefaultTimeout(20_000);
  await heading(phone, '山东省电子健康通行码');
  return { away, phone };
}

/** The app of another province on the same phone, in which she is signed in already. */
export async function keepAt(app: OpenApp, { context }: Phone, division: string, session: object): Promise<void> {
  const page = await context.newPage();
  // Not the app itself, which would write what it holds over it.
  await page.goto(`${nodeOf(app, division).url}/check`);
  const text = JSON.stringify(JSON.stringify({ session }));
  await page.evaluate(`localStorage.setItem('tongxing.1', ${text})`);
  await page.close();
}

/** By the way chosen, from the step at which it is chosen. */
export async function send(phone: Phone, way: '同意由本省查询' | '用截图核对'): Promise<void> {
  await open(phone, 'convert/index?part=consent');
  await press(phone, way);
  await promise(phone);
  await press(phone, '提交申请');
}

export async function promise({ page }: Phone): Promise<void> {
  await page.getByRole('checkbox', { name: '我已阅读并承诺' }).click();
}

/** Chooses a picture where the page asks for a file. */
export async function choose({ page }: Phone, name: string, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name, exact: true }).click();
  await (await choosing).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer });
}

export async function pictureOfAWall({ browser }: OpenApp): Promise<Buffer> {
  const wall = await browser.newPage({ viewport: { width: 360, height: 640 } });
  try {
    await wall.setContent('<body style="background:#889">');
    return await wall.screenshot();
  } finally {
    await wall.close();
  }
}

export async function latest({ client }: Citizen): Promise<schemas.Conversion> {
  const { conversions } = await client.call(routes.listConversions, {});
  if (conversions[0] === undefined) throw new Error('she has not applied');
  return conversions[0];
}

// One more than the profile of Shandong has compared by itself.
const places = '110101 110102 120101 150102 140105 210102 220102 230102 310101 320102 330102 340102 350102'.split(' ');

/** A day at each of thirteen places. @param now seconds since 1970 */
export function thirteenPlaces(now: number): schemas.Stay[] {
  const at = (days: number) => new Date((now - days * 86_400) * 1000).toISOString();
  return places.map((division, position) => ({ division, from: at(13 - position), to: at(12 - position) }));
}
