import { presentStrip } from '@tongxing/codec';
import { sign } from '@tongxing/codec/es256';
import { routes, type schemas } from '@tongxing/contract';
import { type CodePage, type Darkroom, openDarkroom } from '@tongxing/server/test/code-page';
import pg from 'pg';
import { confirmedPledge, usual, type Citizen } from '../../clients/citizen.ts';
import { createPhone, type Phone } from '../../clients/phone.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson, type Person } from '../../people/person.ts';
import { shandong, shanxi } from '../../provinces.ts';
import type { RecognitionPart } from '../recognition.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';
import { arriveIn, settleAt } from '../travelling.ts';
import { relayed } from './relayed.ts';

const taiyuan = { division: shanxi, scope: '140100' };
const day = 86_400;

/** Two whose names are masked alike, and the last four of whose documents are the same. */
const first = { ...makePerson({ seed: 620, division: '140105', sex: 'female' }), name: '王秀英' };
const twin = { ...twinOf(first), name: '王建英' };

/** The way of a screenshot: what is hers goes through by the word of the origin, and nothing that is painted, old or another's does. */
export const pictures: RecognitionPart = (story, clock) => {
  const scene: Scene = { story, clock };
  return [
    step(
      'her own code, as it is shown now: every finding agrees, the origin says green, and she has a code [M24]',
      () => own(scene),
    ),
    step('the same picture sent by somebody of the same masked name and last four: refused, it was used', () =>
      reused(scene),
    ),
    step('a screenshot of another person: refused with its cause, whatever the page says', () => ofAnother(scene)),
    step('a screenshot of yesterday: a new one is asked for, and the same application goes on with it', () =>
      old(scene),
    ),
    step('a code altered by one character: refused as forged', () => forged(scene)),
    step('a green page drawn by somebody who has no code at home: what is painted opens nothing', () => drawn(scene)),
    step('a code that her province has replaced: the status list says so, and a new one is asked for', () =>
      replaced(scene),
    ),
  ];
};

interface Scene {
  readonly story: StoryWorld;
  readonly clock: StoryClock;
}

function step(title: string, run: () => Promise<string>): Step {
  return { title: `(pictures) ${title}`, run };
}

interface Traveller {
  readonly person: Person;
  readonly home: Citizen;
  readonly away: Citizen;
  readonly phone: Phone;
}

/** Green at home with strips on her phone, and arrived. */
async function traveller({ story, clock }: Scene, person: Person): Promise<Traveller> {
  const home = await settleAt(story, taiyuan, person);
  const phone = createPhone(() => Math.floor(clock.now()));
  await phone.takeStrips(home.client);
  return { person, home, away: await arriveIn(story, shandong, person), phone };
}

let picture: Buffer | undefined;

async function own(scene: Scene): Promise<string> {
  const her = await traveller(scene, first);
  picture = await photograph(scene, her.person, await her.phone.show());
  const done = await convertBy(her.away, picture);
  expect(done.state === 'approved' && done.path === 'picture', `approved, not ${done.state} ${done.cause?.code}`);
  const { findings } = await her.away.client.call(routes.getPicture, { params: { conversionId: done.conversionId } });
  const against = findings.filter(({ state }) => state === 'contradicts');
  expect(against.length === 0, `nothing contradicts, not ${against.map(({ code }) => code).join()}`);
  return `${findings.filter(({ state }) => state === 'agrees').length} of ${findings.length} findings agree; ${done.grade?.text.en}`;
}

async function reused(scene: Scene): Promise<string> {
  const { away } = await traveller(scene, twin);
  return refused(await convertBy(away, picture ?? Buffer.alloc(0)), 'picture-reused');
}

async function ofAnother(scene: Scene): Promise<string> {
  const other = await traveller(scene, resident(622));
  const her = await traveller(scene, resident(623));
  const page = await photograph(scene, her.person, await other.phone.show());
  return refused(await convertBy(her.away, page), 'picture-of-another');
}

async function old(scene: Scene): Promise<string> {
  const her = await traveller(scene, resident(624));
  const [strip] = her.phone.strips;
  if (strip === undefined) throw new Error('the phone holds no strip');
  const yesterday = Math.floor(scene.clock.now()) - day;
  const waiting = await convertBy(
    her.away,
    await photograph(scene, her.person, await presentStrip(strip.strip, yesterday, sign(strip.key)), yesterday),
  );
  expect(waiting.cause?.code === 'picture-old', `it is old, not ${waiting.state} ${waiting.cause?.code}`);
  expect(waiting.actions.includes('sendPicture'), 'a new one can be sent');
  const done = await send(her.away, waiting.conversionId, await photograph(scene, her.person, await her.phone.show()));
  expect(done.state === 'approved', `approved with the new one, not ${done.state} ${done.cause?.code}`);
  return `${waiting.cause?.cure.en} — then ${done.state}`;
}

async function forged(scene: Scene): Promise<string> {
  const her = await traveller(scene, resident(625));
  const code = await her.phone.show();
  const at = code.length - 20;
  const altered = `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
  return refused(await convertBy(her.away, await photograph(scene, her.person, altered)), 'picture-forged');
}

async function drawn(scene: Scene): Promise<string> {
  const person = resident(626);
  await introduce(scene.story.world.simulators, [person]);
  const away = await arriveIn(scene.story, shandong, person);
  const page = await photograph(scene, person, undefined);
  return refused(await convertBy(away, page), 'identity-mismatch');
}

async function replaced(scene: Scene): Promise<string> {
  const her = await traveller(scene, resident(627));
  await her.home.client.call(routes.applyForCode, { body: { scope: taiyuan.scope } });
  const since = new Date(scene.clock.now() * 1000);
  const { story } = scene;
  const signed = 'select from status_shard where issued_at > $1';
  const arrived = `select from foreign_status_list where division = '${shanxi}' and issued_at > $1`;
  await until('Shanxi has signed the status list', () => exists(story.databaseUrl(shanxi), signed, since));
  await relayed(scene.clock, 'the status list has arrived', () => exists(story.databaseUrl(shandong), arrived, since));
  const waiting = await convertBy(her.away, await photograph(scene, her.person, await her.phone.show()));
  expect(waiting.cause?.code === 'picture-superseded', `it is replaced, not ${waiting.state} ${waiting.cause?.code}`);
  expect(waiting.actions.includes('sendPicture'), 'a new one can be sent');
  return `${waiting.cause?.text.en} ${waiting.cause?.cure.en}`;
}

async function exists(databaseUrl: string, select: string, since: Date): Promise<true | undefined> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    const { rowCount } = await db.query(select, [since]);
    return rowCount === 0 ? undefined : true;
  } finally {
    await db.end();
  }
}

function refused({ state, cause, codeId, actions }: schemas.Conversion, expected: string): string {
  expect(state === 'rejected' && cause?.code === expected, `${expected}, not ${state} ${cause?.code}`);
  expect(codeId === null && actions.includes('applyAgain'), 'no code, and a way on');
  return `${cause?.text.en} ${cause?.cure.en}`;
}

/** Applies by a screenshot, sends it, and waits for what the node says of it. */
async function convertBy(away: Citizen, content: Buffer): Promise<schemas.Conversion> {
  const body = { originDivision: shanxi, scope: shandong, path: 'picture', consent: { grade: 'asserted' } } as const;
  const pledge = await confirmedPledge(away.client);
  const { conversionId } = await away.apply({ ...body, pledge, ...usual(away.person) });
  return send(away, conversionId, content);
}

async function send({ client }: Citizen, conversionId: string, picture: Buffer): Promise<schemas.Conversion> {
  const params = { conversionId };
  const { pictureId } = await client.call(routes.sendPicture, {
    params,
    body: { content: picture.toString('base64') },
  });
  return until(
    'the picture is read and the application decided',
    async () => {
      const read = await client.call(routes.getPicture, { params });
      if (read.pictureId !== pictureId || read.state === 'waiting') return undefined;
      const application = await client.call(routes.getConversion, { params });
      return ['submitted', 'verifying', 'waiting-for-origin'].includes(application.state) ? undefined : application;
    },
    60_000,
  );
}

/** The page of a phone at an instant, in seconds since 1970: a code, and whose it says it is. */
async function photograph(
  { clock }: Scene,
  { name, documentNumber }: Person,
  code: string | undefined,
  at = clock.now(),
): Promise<Buffer> {
  const local = new Date((at + 8 * 3600) * 1000).toISOString();
  const page: CodePage = {
    code,
    owner: name.length > 2 ? `${name.at(0)}*${name.at(-1)}` : `*${name.at(-1)}`,
    lastFour: documentNumber.slice(-4),
    clock: `${local.slice(0, 10)} ${local.slice(11, 19)}`,
    colour: 'green',
  };
  return inDarkroom((darkroom) => darkroom.photograph(page));
}

async function inDarkroom<T>(work: (darkroom: Darkroom) => Promise<T>): Promise<T> {
  const darkroom = await openDarkroom();
  try {
    return await work(darkroom);
  } finally {
    await darkroom.close();
  }
}

function resident(seed: number): Person {
  return makePerson({ seed, division: '140105' });
}

function twinOf({ documentNumber }: Person): Person {
  for (let seed = 10_000; ; seed++) {
    const other = makePerson({ seed, division: '140105', sex: 'female' });
    const isTwin = other.documentNumber.slice(-4) === documentNumber.slice(-4);
    if (isTwin && other.documentNumber !== documentNumber) return other;
  }
}
