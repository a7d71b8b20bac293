import { routes, type schemas } from '@tongxing/contract';
import { confirmedPledge, type Citizen } from '../../clients/citizen.ts';
import { until } from '../../clients/until.ts';
import { makePerson } from '../../people/person.ts';
import { shandong, shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import type { RecognitionPart } from '../recognition.ts';
import { expect, type StoryWorld } from '../story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from '../travelling.ts';

const taiyuan = { division: shanxi, scope: '140100' };
const road = { from: shanxi, to: shandong };

interface Traveller {
  home: Citizen;
  away: Citizen;
}

/** What happens at home after her code was converted is known where she is, and nothing else is. */
export const afterwards: RecognitionPart = (story) => {
  let her: Traveller | undefined;
  return [
    {
      title: 'her code is converted, and her own province says whom it tells of changes, and until when [M50]',
      async run() {
        her = await convertedTraveller(story);
        const [holder] = await holdersOf(her);
        expect(holder?.division === shandong && holder.endedAt === null, 'Shandong is told');
        return `${holder!.division} until ${holder!.until}`;
      },
    },
    {
      title:
        'renewed by one tap: Shanxi is asked again by the consent she gave for renewals, and told and code end on one date [M50]',
      run: () => renewedByOneTap(her!),
    },
    {
      title: 'red at home for a contact: red in Shandong, which names province, rule, authority and whom to ask',
      async run() {
        const took = await turns(
          story,
          her!,
          [{ kind: 'contact', degree: 'close', since: new Date().toISOString() }],
          'red',
        );
        const { received } = await her!.away.client.call(routes.listReceivedColours, {});
        const [said] = received;
        const [rule] = said?.rules ?? [];
        expect(said?.division === shanxi && rule !== undefined && said.contact !== null, 'province, rule and contact');
        expect(took < 2000, `within two seconds of red at home, not ${took.toFixed(0)} ms`);
        return `${took.toFixed(0)} ms after home; ${rule!.ruleId}, ${rule!.documentNumber}, ask ${said!.contact}`;
      },
    },
    {
      title:
        'both provinces side by side: the rule of each, and that only Shanxi takes its word back; with an appeal, until when it must answer',
      run: () => sideBySide(her!),
    },
    {
      title: 'cleared by the province that said it: green in both',
      async run() {
        const took = await turns(story, her!, [], 'green');
        return `${took.toFixed(0)} ms after home`;
      },
    },
    {
      title: 'a province that asserts that somebody agreed is told nothing of her afterwards',
      async run() {
        const person = makePerson({ seed: 352, division: '140105' });
        const home = await settleAt(story, taiyuan, person);
        const away = await arriveIn(story, shandong, person);
        const { conversionId } = await applyToConvert(away, road, { grade: 'asserted' });
        await decided(away, conversionId);
        const holders = await holdersOf({ home });
        expect(holders.length === 0, 'nobody is told of her');
        return 'no holder of her code';
      },
    },
    {
      title:
        'she withdraws the consent at home: a renewal is refused with cause and cure, and her code stays until its day',
      run: () => renewedAfterWithdrawal(her!),
    },
    {
      title: 'she ends it at home: the code that was converted in Shandong ends',
      async run() {
        await her!.home.client.call(routes.endCodeHolder, { body: { division: shandong } });
        await until('the converted code has ended', async () =>
          her!.away.client.call(routes.getCode, {}).then(
            () => undefined,
            () => true,
          ),
        );
        const [holder] = await holdersOf(her!);
        return `ended ${holder!.endedAt}`;
      },
    },
  ];
};

async function convertedTraveller(story: StoryWorld): Promise<Traveller> {
  const person = makePerson({ seed: 351, division: '140105' });
  const home = await settleAt(story, taiyuan, person);
  const consent = await home.consent(shandong, 30);
  const away = await arriveIn(story, shandong, person);
  const { conversionId } = await applyToConvert(away, road, consent);
  const done = await decided(away, conversionId);
  expect(done.state === 'approved', `approved, not ${done.state}`);
  story.invariants.watch(shandong, away.client);
  return { home, away };
}

async function renew({ away }: Traveller): Promise<schemas.Conversion> {
  const { conversions } = await away.client.call(routes.listConversions, {});
  const last = conversions.find(({ state }) => state === 'approved')!;
  const body = { pledge: await confirmedPledge(away.client) };
  const sent = await away.client.call(routes.renewConversion, { params: { conversionId: last.conversionId }, body });
  return decided(away, sent.conversionId);
}

async function sideBySide({ home, away }: Traveller): Promise<string> {
  const [before] = (await away.client.call(routes.listDisputes, {})).disputes;
  expect(before?.mustAct === 'origin' && before.origin.colour === 'red', 'Shanxi must act');
  expect(before!.origin.rules.length > 0 && before!.destination.reasons.length > 0, 'with the rules of both');
  const filing = {
    ground: 'wrong-record' as const,
    statement: '我没有接触过。',
    originConsent: await home.consent(shandong),
  };
  const appeal = await away.client.call(routes.fileAppeal, { body: filing });
  const [during] = (await away.client.call(routes.listDisputes, {})).disputes;
  expect(during?.mustAct === 'origin' && during.by === appeal.source?.dueAt, 'until its term');
  return `${before!.origin.rules[0]!.ruleId} | ${before!.destination.reasons[0]!.ruleId}; ${during!.what.zh}${during!.by}: ${during!.byItself.what.zh}`;
}

async function renewedByOneTap(her: Traveller): Promise<string> {
  const done = await renew(her);
  expect(done.state === 'approved', `approved, not ${done.state}`);
  const { requests } = await her.home.client.call(routes.listAttestationRequests, {});
  expect(requests[0]?.consentGrade === 'renewal', 'she sees at home that she was asked about, and by which consent');
  const [holder] = await holdersOf(her);
  const { validTo } = await her.away.client.call(routes.getCode, {});
  expect(Date.parse(holder!.until) >= Date.parse(validTo), 'her code ends no later than what Shanxi tells');
  return `until ${validTo}, told until ${holder!.until}, renewable until ${holder!.renewableUntil}`;
}

async function renewedAfterWithdrawal(her: Traveller): Promise<string> {
  const before = await her.away.client.call(routes.getCode, {});
  const { consents } = await her.home.client.call(routes.listConsents, {});
  const given = consents.find(({ renewableUntil }) => renewableUntil !== null)!;
  await her.home.client.call(routes.withdrawConsent, { params: { consentId: given.consentId } });
  const { state, cause } = await renew(her);
  expect(state === 'rejected' && cause?.code === 'consent-refused', `refused, not ${state}`);
  const after = await her.away.client.call(routes.getCode, {});
  expect(after.codeId === before.codeId, 'the code of before stands');
  return `${cause!.text.zh}; her code stands until ${after.validTo}`;
}

async function holdersOf({ home }: Pick<Traveller, 'home'>) {
  return (await home.client.call(routes.listCodeHolders, {})).holders;
}

/** Her own province learns something of her; answers how long after its own decision the destination has followed, in milliseconds. */
async function turns(story: StoryWorld, { home, away }: Traveller, records: object[], colour: string): Promise<number> {
  const { managementUrl } = story.world.simulators['health-commission'];
  await manage(managementUrl, 'PATCH /answers', { persons: { [home.person.documentNumber]: records } });
  await home.declare();
  const at = async (citizen: Citizen) => {
    const told = await citizen.client.call(routes.getHealthInformation, {});
    return told.colour === colour ? true : undefined;
  };
  await until(`${colour} at home`, () => at(home));
  const began = performance.now();
  await until(`${colour} in Shandong`, () => at(away));
  return performance.now() - began;
}
