import { routes, type schemas } from '@tongxing/contract';
import pg from 'pg';
import { citizenOf, confirmedPledge, usual, type Citizen } from '../../clients/citizen.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson, type Person } from '../../people/person.ts';
import { shandong, shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import type { RecognitionPart } from '../recognition.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from '../travelling.ts';

const taiyuan = { division: shanxi, scope: '140100' };
const road = { from: shanxi, to: shandong };
const resident = (seed: number) => makePerson({ seed, division: '140105' });
const hour = 3600;

/** Nobody who waits is lost: an origin that is down, a busy morning, a family, a trip. */
export const waiting: RecognitionPart = (story, clock) => [
  ...originDown(story, clock),
  ...busyMorning(story, clock),
  ...family(story),
  ...trip(story, clock),
];

function originDown(story: StoryWorld, clock: StoryClock): Step[] {
  const people: { away: Citizen; conversionId: string }[] = [];
  return [
    {
      title: 'the origin is down for twenty minutes: three wait, and nobody is told a time that nobody knows [M27]',
      async run() {
        const carried = [];
        for (const seed of [401, 402, 403]) {
          const person = resident(seed);
          const consent = await (await settleAt(story, taiyuan, person)).consent(shandong);
          carried.push({ consent, away: await arriveIn(story, shandong, person) });
        }
        await story.world.nodes[shanxi]!.kill('web');
        for (const { consent, away } of carried) {
          const { conversionId } = await applyToConvert(away, road, consent);
          people.push({ away, conversionId });
        }
        for (const minutes of [1, 2, 5, 6, 6]) await clock.forward(minutes * 60);
        const told = await until('the origin is known to be silent', async () => {
          const { away, conversionId } = people[0]!;
          const application = await away.client.call(routes.getConversion, { params: { conversionId } });
          const waits = application.state === 'waiting-for-origin';
          return waits && application.estimate?.known === false ? application : undefined;
        });
        return `${told.cause?.code}, estimate unknown, next try ${told.nextTryAt}`;
      },
    },
    {
      title: 'it is back: one asks, all the others follow at once, and each is told',
      async run() {
        await story.world.nodes[shanxi]!.start('web');
        for (const [place, { away, conversionId }] of people.entries()) {
          const done = await (place === 0 ? decidedInTurn(clock, away, conversionId) : decided(away, conversionId));
          expect(done.state === 'approved', `approved, not ${done.state}: ${done.cause?.code}`);
          story.invariants.watch(shandong, away.client);
        }
        return `${people.length} approved`;
      },
    },
  ];
}

/**
 * The first is tried again every twenty minutes by the clock: on a busy machine the origin, just started, may miss a try. For the others
 * the clock is not moved: they have to follow.
 */
async function decidedInTurn(clock: StoryClock, away: Citizen, conversionId: string): Promise<schemas.Conversion> {
  for (let tries = 1; ; tries += 1) {
    await clock.forward(20 * 60);
    const done = await decided(away, conversionId, 30_000).catch((error: unknown) => {
      if (tries === 4) throw error;
      return undefined;
    });
    if (done !== undefined) return done;
  }
}

function busyMorning(story: StoryWorld, clock: StoryClock): Step[] {
  return [
    {
      title:
        'a busy morning: two thousand wait outside, she is given a place, comes again by herself, and nothing is lost [M28]',
      async run() {
        const person = resident(411);
        const consent = await (await settleAt(story, taiyuan, person)).consent(shandong);
        const away = await arriveIn(story, shandong, person);
        const body = {
          originDivision: shanxi,
          scope: shandong,
          consent,
          pledge: await confirmedPledge(away.client),
          ...usual(person),
        };
        const places: number[] = [];
        await waitOutside(story, 2000, clock.now());
        const { conversionId } = await away.apply(body, { placed: ({ place }) => void places.push(place) });
        expect(places[0] === 2001, `place 2001, not ${places.join(', ')}`);
        const done = await decided(away, conversionId);
        expect(done.state === 'approved', `approved, not ${done.state}: ${done.cause?.code}`);
        story.invariants.watch(shandong, away.client);
        return `place ${places[0]}, then ${done.state}`;
      },
    },
    {
      title:
        'what is acknowledged while nobody decides, and the process that would is killed, is decided when it is back',
      async run() {
        const person = resident(412);
        const consent = await (await settleAt(story, taiyuan, person)).consent(shandong);
        const away = await arriveIn(story, shandong, person);
        const node = story.world.nodes[shandong]!;
        await node.kill('jobs');
        const pledge = await confirmedPledge(away.client);
        const { conversionId, state } = await away.client.call(routes.applyForConversion, {
          body: { originDivision: shanxi, scope: shandong, consent, pledge, ...usual(person) },
        });
        await node.start('jobs');
        // The new process has the machine's time until it is told the story's.
        await clock.forward(1);
        const done = await decided(away, conversionId);
        expect(done.state === 'approved', `approved, not ${done.state}: ${done.cause?.code}`);
        story.invariants.watch(shandong, away.client);
        return `${state}, then ${done.state}`;
      },
    },
  ];
}

/** Others who have come before and were given places, as far as the node's own books say. */
async function waitOutside(story: StoryWorld, others: number, now: number): Promise<void> {
  const client = new pg.Client({ connectionString: story.databaseUrl(shandong) });
  await client.connect();
  try {
    await client.query(
      `insert into admission (queue, issued, called, called_at) values ('conversion', $1, 0, $2)
       on conflict (queue) do update set issued = $1, called = 0, called_at = $2`,
      [others, new Date(now * 1000)],
    );
  } finally {
    await client.end();
  }
}

function family(story: StoryWorld): Step[] {
  return [
    {
      title: 'a family of four applies once: three are green, and the one who is refused holds up nobody [W07]',
      async run() {
        const mother = resident(421);
        const home = await settleAt(story, taiyuan, mother);
        const away = await arriveIn(story, shandong, mother);
        const consents = [{ consent: await home.consent(shandong) }];
        for (const seed of [422, 423, 424]) {
          const child = makePerson({ seed, division: '140105', born: `201${seed - 420}-05-0${seed - 420}` });
          await enterInRegister(story, mother, child);
          consents.push(await childOf(home, away, child, seed !== 423));
        }
        const { answers, stays } = usual(mother);
        const members = consents.map((each, at) => ({
          ...each,
          answers,
          stays,
          ...(at === 0 ? {} : { guardianConsent: true }),
        }));
        const { groupId } = await away.client.call(routes.applyForFamily, {
          body: { originDivision: shanxi, scope: shandong, pledge: await confirmedPledge(away.client), members },
        });
        const states = await until('each of them is decided', async () => {
          const shown = await away.client.call(routes.getFamily, { params: { groupId } });
          const all = shown.members.map(({ conversion }) => conversion?.state ?? 'none');
          return all.every((state) => ['approved', 'rejected'].includes(state)) ? all : undefined;
        });
        expect(states.join() === 'approved,approved,rejected,approved', states.join(', '));
        return states.join(', ');
      },
    },
  ];
}

/** A child that its mother acts for in both provinces; with a consent of its own, or one that nobody granted. */
async function childOf(home: Citizen, away: Citizen, child: Person, granted: boolean) {
  const body = {
    relation: 'child' as const,
    documentType: '10' as const,
    documentNumber: child.documentNumber,
    name: child.name,
  };
  const there = await home.client.call(routes.addDependant, { body });
  const acting = home.client.actingFor(there.dependantId);
  const pledge = await confirmedPledge(acting);
  const { answers, stays } = usual(child);
  await acting.call(routes.declareHealth, { body: { answers, pledge } });
  await acting.call(routes.declareItinerary, { body: { stays, pledge } });
  await until('the child is green at home', async () => {
    const { colour } = await acting.call(routes.getHealthInformation, {}).catch(() => ({ colour: 'pending' }));
    return colour === 'green' ? colour : undefined;
  });
  await acting.call(routes.applyForCode, { body: { scope: taiyuan.scope } });
  const { dependantId } = await away.client.call(routes.addDependant, { body });
  const consent = await citizenOf(child, acting).consent(shandong);
  if (granted || consent.grade !== 'origin-session') return { dependantId, consent };
  return { dependantId, consent: { ...consent, codeVerifier: 'A'.repeat(43) } };
}

const registers = new Map<string, object[]>();

async function enterInRegister({ world: { simulators } }: StoryWorld, mother: Person, child: Person): Promise<void> {
  await introduce(simulators, [child]);
  const { documentNumber, name, born } = child;
  const entered = [...(registers.get(mother.documentNumber) ?? []), { documentNumber, name, born }];
  registers.set(mother.documentNumber, entered);
  const { status } = await manage(simulators['population-registry'].managementUrl, 'PATCH /answers', {
    households: { [mother.documentNumber]: entered },
  });
  expect(status === 200, `the register was not changed: ${status}`);
}

function trip(story: StoryWorld, clock: StoryClock): Step[] {
  return [
    {
      title:
        'a trip through Shandong to Qingdao: stated once at home, it waits for her there, and one tap applies [W07]',
      async run() {
        const person = resident(431);
        const home = await settleAt(story, taiyuan, person);
        const at = (hours: number) => new Date((clock.now() + hours * hour) * 1000).toISOString();
        const { answers, stays } = usual(person);
        const { tripId } = await home.client.call(routes.declareTrip, {
          body: {
            legs: [
              { division: '370100', arriveAt: at(2), leaveAt: at(3), kind: 'transit', handOn: false },
              { division: '370202', arriveAt: at(6), leaveAt: at(50), kind: 'stay', handOn: true },
            ],
            answers,
            stays,
            pledge: await confirmedPledge(home.client),
          },
        });
        const shown = await until('it is handed on', async () => {
          const told = await home.client.call(routes.getTrip, { params: { tripId } });
          return told.legs[1]?.state === 'handed-on' ? told : undefined;
        });
        const away = await arriveIn(story, shandong, person);
        const { drafts } = await away.client.call(routes.listTripDrafts, {});
        expect(drafts.length === 1 && drafts[0]!.division === '370202', 'the leg that is in Shandong');
        const { conversionId } = await away.client.call(routes.applyFromTrip, {
          params: { draftId: drafts[0]!.draftId },
          body: { scope: shandong, pledge: await confirmedPledge(away.client) },
        });
        const done = await decided(away, conversionId);
        expect(done.state === 'approved', `approved, not ${done.state}: ${done.cause?.code}`);
        story.invariants.watch(shandong, away.client);
        const code = await home.client.call(routes.getCode, {});
        expect(code.colour === 'green', 'her code at home is as it was');
        return `in transit ${shown.legs[0]?.colour}, there ${done.state}, at home ${code.colour}`;
      },
    },
  ];
}
