import { createClient, ProblemError, routes, type schemas } from '@tongxing/contract';
import { signInCitizen, usual, type Citizen } from '../../clients/citizen.ts';
import { hireStaff, type StaffMember } from '../../clients/staff.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson } from '../../people/person.ts';
import { shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';
import { inAHurry, twentyMeasures } from './plan-draft.ts';

const daySeconds = 86_400;
const chinaSeconds = 8 * 3600;

/**
 * Who is in the middle of something when the twenty measures come. Before: a close or secondary contact is red for 14 days (SX22-R2).
 * After: a close contact is red for 5 days and yellow for 3, a secondary contact is nothing any more (MEASURES-20).
 */
const people = [
  { who: 'a close contact of yesterday', degree: 'close', days: 1, before: 'red', after: 'red' },
  { who: 'a close contact on day 6', degree: 'close', days: 6, before: 'red', after: 'yellow' },
  { who: 'a close contact on day 9', degree: 'close', days: 9, before: 'red', after: 'green' },
  { who: 'a secondary contact', degree: 'secondary', days: 3, before: 'red', after: 'green' },
  { who: 'a neighbour', degree: null, days: 0, before: 'green', after: 'green' },
] as const;

interface Cast {
  readonly citizens: Citizen[];
  editor?: StaffMember;
  approver?: StaffMember;
  other?: StaffMember;
  draft?: schemas.PackDraft;
  releaseId?: string;
  approvalId?: string;
  midnight?: number;
}

/** A national plan arrives at 22:40 and is live at 00:00; in the morning it turns out to be wrong and is taken back. */
export function nationalPlan(story: StoryWorld, clock: StoryClock): Step[] {
  const cast: Cast = { citizens: [] };
  return [...evening(story, clock, cast), ...deciding(story, cast), ...midnight(clock, cast), ...back(story, cast)];
}

function evening(story: StoryWorld, clock: StoryClock, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  return [
    {
      title: '(plan) 22:40: the twenty measures arrive; five people are in the middle of something',
      async run() {
        const at = nextClock(clock.now(), 22, 40);
        await clock.forward(at - clock.now());
        cast.midnight = nextClock(at, 0, 0);
        const hire = (role: schemas.StaffRole, number: number) =>
          hireStaff(node, {
            username: `rules-${number}`,
            role,
            division: shanxi,
            personnelNumber: `SX-RULES-${number}`,
          });
        cast.editor = await hire('policy-editor', 1);
        cast.approver = await hire('policy-approver', 2);
        cast.other = await hire('policy-approver', 3);
        for (const [i, { degree, days }] of people.entries()) {
          const person = makePerson({ seed: 61 + i, division: '140105' });
          await introduce(story.world.simulators, [person]);
          if (degree !== null) await report(story, person.documentNumber, degree, clock.now() - days * daySeconds);
          const citizen = await signInCitizen(
            { url: node.url, smsManagementUrl: story.world.simulators['sms-gateway'].managementUrl },
            person,
          );
          await citizen.verify();
          await citizen.declare(usual(person, new Date(clock.now() * 1000)));
          cast.citizens.push(citizen);
          story.invariants.watch(shanxi, citizen.client);
        }
        return seen(cast, 'before');
      },
    },
    {
      title: '(plan) the editor writes the pack; a deadline left at seven days is found before anything is stored',
      async run() {
        cast.draft = await twentyMeasures(chinaDay(cast.midnight!));
        const refused = await refusalOf(cast.editor!.call(routes.draftPack, { body: inAHurry(cast.draft) }));
        const errors = refused?.problem.errors ?? [];
        const [first] = errors;
        expect(refused?.code === 'pack-faulty' && first?.rule === 'no-edge-case', `${refused?.code}, ${first?.rule}`);
        const { version, cases } = await cast.editor!.call(routes.draftPack, { body: cast.draft });
        return `${first!.path}: ${first!.text?.en}; mended: version ${version}, ${cases} examples pass`;
      },
    },
    {
      title: '(plan) 22:50: the release is drafted, and says in words what it changes',
      async run() {
        const { packs } = await createClient(node.url, fetch).call(routes.getRulesInForce, {});
        const named = packs.filter(({ purpose }) => purpose === 'entry').map(({ id, version }) => ({ id, version }));
        const body: schemas.ReleaseDraft = {
          division: shanxi,
          title: { zh: '落实二十条措施', en: 'Putting the twenty measures into practice' },
          packs: [...named, { id: 'sx-twenty-measures', version: '1.1.0' }],
          notices: [
            {
              zh: '密切接触者管理由14天调整为5天集中隔离加3天居家监测,次密接不再判定。',
              en: 'Close contacts: 5 days of isolation and 3 at home instead of 14; secondary contacts are no longer judged.',
            },
          ],
        };
        cast.releaseId = (await cast.editor!.call(routes.createRelease, { body })).releaseId;
        const { changes } = await cast.editor!.call(routes.getRelease, { params: { releaseId: cast.releaseId } });
        const removed = changes.filter(({ change }) => change === 'removed').map(({ subject }) => subject);
        expect(
          removed.some((subject) => subject.includes('contact')),
          `rules that end: ${removed.join(', ')}`,
        );
        const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
        return `${count('added')} rules added, ${count('removed')} removed, ${count('changed')} changes; ${changes[0]!.text.en}`;
      },
    },
  ];
}

function deciding(story: StoryWorld, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  const propose = () =>
    cast.editor!.call(routes.proposeRelease, {
      params: { releaseId: cast.releaseId! },
      body: {
        effectiveAt: chinaInstant(cast.midnight!),
        approval: ground('national-plan', cast.midnight! + 70 * daySeconds),
      },
    });
  return [
    {
      title:
        '(plan) it cannot be proposed before it is simulated; the simulation counts who changes, and changes nobody',
      async run() {
        const refused = await refusalOf(propose());
        expect(refused?.code === 'release-not-simulated', `${refused?.code}`);
        const params = { releaseId: cast.releaseId! };
        await cast.editor!.call(routes.simulateRelease, { params, body: {} });
        const done = await until('the simulation is done', async () => {
          const { simulations } = await cast.approver!.call(routes.listSimulations, { params });
          return simulations.find(({ state }) => state === 'done');
        });
        const steps = done.counts.colours.map(({ from, to, people: number }) => `${from}>${to} ${number}`).toSorted();
        // By the rows, of the five: one stays red, one turns yellow, two turn green, one stays green.
        const expected = ['green>green 1', 'red>green 2', 'red>red 1', 'red>yellow 1'];
        expect(steps.join() === expected.join(), steps.join(', '));
        await seen(cast, 'before');
        const names = done.examples.map(({ pseudonym, from, to }) => `${pseudonym} ${from} → ${to}`);
        return `${steps.join(', ')}; for example ${names.join(', ')}`;
      },
    },
    {
      title:
        '(plan) 23:10: proposed for midnight; not the editor but a second person approves, and everybody can read what comes',
      async run() {
        cast.approvalId = (await propose()).approvalId;
        const decide = (by: StaffMember) =>
          by.call(routes.decideApproval, { params: { approvalId: cast.approvalId! }, body: { decision: 'approve' } });
        expect((await refusalOf(decide(cast.editor!)))?.code === 'not-permitted', 'the editor cannot');
        await decide(cast.approver!);
        const { next } = await createClient(node.url, fetch).call(routes.getRulesInForce, {});
        expect(Date.parse(next?.effectiveAt ?? '') === cast.midnight! * 1000, `announced for ${next?.effectiveAt}`);
        return `${next!.title.en}, from ${next!.effectiveAt}: ${next!.notices[0]!.en}`;
      },
    },
  ];
}

function midnight(clock: StoryClock, cast: Cast): Step[] {
  return [
    {
      title: '(plan) 23:59:30: everybody is judged as before',
      async run() {
        await clock.forward(cast.midnight! - 30 - clock.now());
        return seen(cast, 'before');
      },
    },
    {
      title: '(plan) 00:00: people change as the rows say, and are told',
      async run() {
        await clock.forward(cast.midnight! - clock.now());
        const began = performance.now();
        await until('everybody has her new colour', () => sameAs(cast, 'after'));
        const took = ((performance.now() - began) / 1000).toFixed(1);
        const told = await until('who turned yellow has been told', async () => {
          const { messages } = await cast.citizens[1]!.client.call(routes.listMessages, { query: {} });
          return messages.find(({ title }) => title.zh.includes('黄'));
        });
        const run = await recolouring(cast);
        return `${await seen(cast, 'after')}; ${run.decided} decided anew within ${took} s; ${told.title.en}`;
      },
    },
  ];
}

function back(story: StoryWorld, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  return [
    {
      title: '(plan, variant) it is taken back at once by two approvers: the rules of before judge again',
      async run() {
        const params = { releaseId: cast.releaseId! };
        const body = { approval: ground('plan-withdrawn', cast.midnight! + 7 * daySeconds) };
        const { approvalId } = await cast.approver!.call(routes.proposeRollback, { params, body });
        const decide = (by: StaffMember) =>
          by.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } });
        expect((await refusalOf(decide(cast.approver!)))?.code === 'approval-same-person', 'not by the one who asked');
        await decide(cast.other!);
        await until('everybody has the colour of before', () => sameAs(cast, 'before'));
        const { packs, title } = await createClient(node.url, fetch).call(routes.getRulesInForce, {});
        expect(
          packs.some(({ id }) => id === 'sx-resident'),
          packs.map(({ id }) => id).join(),
        );
        const { state } = await cast.editor!.call(routes.getRelease, { params });
        return `${title.en} again, the release of midnight is ${state}; ${await seen(cast, 'before')}`;
      },
    },
  ];
}

async function colours({ citizens }: Cast): Promise<string[]> {
  return Promise.all(citizens.map(async (citizen) => (await citizen.colour()).colour));
}

async function sameAs(cast: Cast, when: 'before' | 'after'): Promise<true | undefined> {
  return (await colours(cast)).join() === people.map((each) => each[when]).join() ? true : undefined;
}

/** @throws Error naming who has another colour than the rows say */
async function seen(cast: Cast, when: 'before' | 'after'): Promise<string> {
  const found = await colours(cast);
  for (const [i, each] of people.entries()) {
    expect(found[i] === each[when], `${each.who}: ${each[when]}, not ${found[i]}`);
  }
  return people.map(({ who }, i) => `${who} ${found[i]}`).join(', ');
}

/** The recolouring that the release began, done to its end. */
async function recolouring({ editor }: Cast): Promise<schemas.Recolouring> {
  return until('the recolouring is done', async () => {
    const { recolourings } = await editor!.call(routes.listRecolourings, {});
    return recolourings.find(
      ({ cause, decided, finishedAt }) =>
        cause === 'policy-release' && finishedAt !== null && decided === people.length,
    );
  });
}

async function refusalOf(call: Promise<unknown>): Promise<ProblemError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

async function report({ world }: StoryWorld, documentNumber: string, degree: string, since: number): Promise<void> {
  const records = [{ kind: 'contact', degree, since: new Date(since * 1000).toISOString() }];
  const { managementUrl } = world.simulators['health-commission'];
  const { status } = await manage(managementUrl, 'PATCH /answers', { persons: { [documentNumber]: records } });
  expect(status === 200, `the health commission takes it: ${status}`);
}

const ground = (name: string, endsAt: number): schemas.ApprovalGround => ({
  ground: name,
  documentNumber: '晋疫控〔2026〕20号',
  endsAt: chinaInstant(endsAt),
});

/** The next time a clock in China shows this hour and minute. @param now seconds since 1970 */
function nextClock(now: number, hour: number, minute: number): number {
  const today = Math.floor((now + chinaSeconds) / daySeconds) * daySeconds - chinaSeconds;
  const at = today + hour * 3600 + minute * 60;
  return at > now ? at : at + daySeconds;
}

const chinaInstant = (seconds: number): string =>
  `${new Date((seconds + chinaSeconds) * 1000).toISOString().slice(0, 19)}+08:00`;

const chinaDay = (seconds: number): string => chinaInstant(seconds).slice(0, 10);
