import { createHash, randomBytes } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { confirmedPledge, usual, type Citizen } from '../../clients/citizen.ts';
import { hireStaff } from '../../clients/staff.ts';
import { until } from '../../clients/until.ts';
import { makePerson } from '../../people/person.ts';
import { henan, shandong, shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import type { RecognitionPart } from '../recognition.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type StoryWorld } from '../story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from '../travelling.ts';

const taiyuan = { division: shanxi, scope: '140100' };
const community = '370102001';
const day = 86_400;

interface Guest {
  readonly home: Citizen;
  readonly away: Citizen;
}

/** Somebody stays longer than her code, and then for good: she is told ahead, and her code goes to where she lives. */
export const settling: RecognitionPart = (story, clock) => {
  let her: Guest | undefined;
  let elsewhere: Citizen | undefined;
  return [
    {
      title:
        'she stays for twenty days: told two days ahead that her code runs out before she leaves, and renews it by one tap [M50]',
      async run() {
        her = await guest(story);
        const leavesAt = new Date((clock.now() + 20 * day) * 1000).toISOString();
        const { endsBeforeLeaving, codeEndsAt } = await her.away.client.call(routes.planGuestStay, {
          body: { leavesAt },
        });
        expect(endsBeforeLeaving, 'her code ends before she leaves');
        await clock.forward(5 * day + 60);
        await toldOf(her.away, 'stay-outlasts-code');
        await renew(her, clock);
        const stay = await her.away.client.call(routes.getGuestStay, {});
        expect(Date.parse(stay.codeEndsAt) > Date.parse(codeEndsAt), 'her code is prolonged');
        return `until ${codeEndsAt}, then until ${stay.codeEndsAt}`;
      },
    },
    {
      title:
        'after fourteen days she is told that her code can be transferred to where she lives; before that it cannot [M52]',
      async run() {
        const consent = await agreeToTransfer(her!.home, shandong);
        const early = await refusedWith(() => ask(her!.away, consent));
        expect(early === 'transfer-too-early', `too early, not ${early}`);
        await clock.forward(5 * day);
        await renew(her!, clock);
        await clock.forward(4 * day);
        await toldOf(her!.away, 'stay-long');
        return `${early} on day five`;
      },
    },
    {
      title:
        'she asks by one tap, the desk of her community agrees, Shanxi is told and lets her go: both provinces tell her [M52]',
      async run() {
        elsewhere = await alsoInHenan(story, her!, clock);
        await greenIn(her!.away);
        const asked = await ask(her!.away, await agreeToTransfer(her!.home, shandong));
        const twice = await refusedWith(async () => ask(her!.away, await agreeToTransfer(her!.home, shandong)));
        expect(twice === 'transfer-open', `one at a time, not ${twice}`);
        const account = { username: 'settling-desk', role: 'community', division: '370102' } as const;
        const desk = await hireStaff(story.world.nodes[shandong]!, account);
        const { transfers } = await desk.call(routes.listTransferCases, {});
        expect(
          transfers.some(({ transferId }) => transferId === asked.transferId),
          'the desk sees it',
        );
        await desk.call(routes.decideTransfer, {
          params: { transferId: asked.transferId },
          body: { decision: 'accept' },
        });
        await until(
          'Shanxi has agreed',
          async () => {
            const [transfer] = (await her!.away.client.call(routes.listTransfers, {})).transfers;
            return transfer?.state === 'done' ? true : undefined;
          },
          30_000,
        );
        const code = await her!.away.client.call(routes.getCode, {});
        expect(code.basis === 'declaration', 'her code is Shandong’s own');
        await toldOf(her!.away, 'transfer-done');
        const there = await toldOf(her!.home, 'transferred-away');
        const [went] = (await her!.home.client.call(routes.listRelocations, {})).relocations;
        return `${went!.residence} since ${went!.relocatedAt}: ${there.text.zh.slice(0, 24)}…`;
      },
    },
    {
      title:
        'Shanxi makes her no code any more and ends the one in Henan; that she is red there later does not reach Shandong',
      async run() {
        const refused = await refusedWith(() =>
          her!.home.client.call(routes.applyForCode, { body: { scope: taiyuan.scope } }),
        );
        expect(refused === 'code-transferred', `code-transferred, not ${refused}`);
        await until('the code in Henan has ended', async () =>
          elsewhere!.client.call(routes.getCode, {}).then(
            () => undefined,
            () => true,
          ),
        );
        const { managementUrl } = story.world.simulators['health-commission'];
        const contact = { kind: 'contact', degree: 'close', since: new Date(clock.now() * 1000).toISOString() };
        await manage(managementUrl, 'PATCH /answers', { persons: { [her!.home.person.documentNumber]: [contact] } });
        await declareNow(her!.home, clock);
        await until('red in Shanxi', async () => ((await her!.home.colour()).colour === 'red' ? true : undefined));
        await clock.forward(60);
        const { received } = await her!.away.client.call(routes.listReceivedColours, {});
        expect(received.length === 0, 'nothing is received from Shanxi');
        return `red in Shanxi, ${(await her!.away.client.call(routes.getHealthInformation, {})).colour} in Shandong`;
      },
    },
  ];
};

async function guest(story: StoryWorld): Promise<Guest> {
  const person = makePerson({ seed: 361, division: '140105' });
  const home = await settleAt(story, taiyuan, person);
  const away = await arriveIn(story, shandong, person);
  const { conversionId } = await applyToConvert(away, { from: shanxi, to: shandong }, await home.consent(shandong, 30));
  const { state } = await decided(away, conversionId);
  expect(state === 'approved', `approved, not ${state}`);
  return { home, away };
}

/** Her code is converted in a third province as well, which must hear that it ends. */
async function alsoInHenan(story: StoryWorld, { home }: Guest, clock: StoryClock): Promise<Citizen> {
  await declareNow(home, clock);
  await home.colour();
  const there = await arriveIn(story, henan, home.person);
  const road = { from: shanxi, to: henan };
  const declared = usual(home.person, new Date(clock.now() * 1000));
  const { conversionId } = await applyToConvert(there, road, await home.consent(henan), declared);
  const { state } = await decided(there, conversionId);
  expect(state === 'approved', `approved in Henan, not ${state}`);
  return there;
}

function declareNow(citizen: Citizen, clock: StoryClock): Promise<void> {
  return citizen.declare(usual(citizen.person, new Date(clock.now() * 1000)));
}

/** At home her code is renewed as on any week, and then the converted one by one tap. */
async function renew({ home, away }: Guest, clock: StoryClock): Promise<void> {
  await declareNow(home, clock);
  await home.colour();
  await home.client.call(routes.applyForCode, { body: { scope: taiyuan.scope } });
  const { conversions } = await away.client.call(routes.listConversions, {});
  const { conversionId } = conversions.find(({ state }) => state === 'approved')!;
  const body = { pledge: await confirmedPledge(away.client) };
  const sent = await away.client.call(routes.renewConversion, { params: { conversionId }, body });
  const { state, cause } = await decided(away, sent.conversionId);
  expect(state === 'approved', `renewed, not ${state} ${cause?.code ?? ''}`);
}

async function agreeToTransfer({ client }: Citizen, audience: string): Promise<schemas.TransferApplication['consent']> {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const body = { audience, purpose: 'transfer' as const, fields: ['colour' as const], codeChallenge };
  const { authorizationCode } = await client.call(routes.grantConsent, { body });
  return { grade: 'origin-session', authorizationCode, codeVerifier };
}

function ask({ client }: Citizen, consent: schemas.TransferApplication['consent']): Promise<schemas.Transfer> {
  return client.call(routes.applyForTransfer, { body: { residence: community, consent } });
}

/** What her home says of her now has reached the province she stays in. */
function greenIn({ client }: Citizen): Promise<true> {
  return until('green where she stays', async () =>
    (await client.call(routes.getHealthInformation, {})).colour === 'green' ? true : undefined,
  );
}

function toldOf({ client }: Citizen, kind: schemas.MessageKind): Promise<schemas.Message> {
  return until(
    `she is told: ${kind}`,
    async () => {
      const { messages } = await client.call(routes.listMessages, { query: {} });
      return messages.find((message) => message.kind === kind);
    },
    60_000,
  );
}

async function refusedWith(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'nothing';
}
