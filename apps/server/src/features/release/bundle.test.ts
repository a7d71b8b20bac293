import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff, venueAt, verify, type Checkpoint } from '../../../test/checkpoint.ts';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey, show, takeStrips, type HeldStrip } from '../../../test/phone.ts';
import { hireRulesStaff, released, rolledBack, simulated, type RulesStaff } from '../../../test/rules-staff.ts';

let node: TestNode;
let staff: RulesStaff;
let mall: Checkpoint;
let hospital: Awaited<ReturnType<typeof enrolAtHospital>>;
let citizen: Citizen;
let strip: HeldStrip;
let releaseId: string;

const minute = '2026-11-24T08:02:00+08:00';
const contest = { zh: '请拨打本次调整的专线。', en: 'Call the line for this change.' };
const screenshots = { zh: '截图无效。', en: 'A screenshot does not count.' };

beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  staff = await hireRulesStaff(node);
  mall = await enrolCheckpoint(node);
  hospital = await enrolAtHospital();
  citizen = await citizenWithCode(node, inventPerson('140105'));
  strip = (await takeStrips(citizen.client))[0]!;
});
afterAll(() => node.close());

async function enrolAtHospital() {
  const venue = { ...venueAt('140105'), placeType: 'medical-institution' as const };
  const { enrolmentCode } = await (await signInStaff(node)).call(routes.createEnrolment, { body: { venue } });
  const body = { enrolmentCode, publicKey: makeDeviceKey().described };
  const { token } = await node.client.call(routes.enrolDevice, { body });
  return { client: node.client.as(token) };
}

const rulesAt = async ({ client }: Pick<Checkpoint, 'client'>) =>
  (await client.call(routes.getCheckpointProfile, {})).rules;

/** A code that was shown a second longer ago than Shanxi lets pass. */
async function oldDisplay() {
  const { verdict, findings } = await verify(mall, await show(strip, new Date(node.clock.now().getTime() - 91_000)));
  return [verdict, ...findings.map(({ code }) => code)];
}

const ofTheProfile = {
  displayPast: 90,
  displayFuture: 30,
  asOfLimit: 14_400,
  staleDisplay: 'stop',
  foreignGreen: 'pass',
  foreignGreenOf: {},
  foreignListRequired: true,
};

describe('what a release says beside its packs', () => {
  it('counts nowhere before its minute', async () => {
    const { packs } = await node.client.call(routes.getRulesInForce, {});
    const body: schemas.ReleaseDraft = {
      division: '140000',
      title: { zh: '门岗规则调整', en: 'Other rules at the doors' },
      packs: packs.map(({ id, version }) => ({ id, version })),
      doors: [
        { foreignGreen: 'cannot-tell', asOfLimitSeconds: 3600 },
        { places: ['mall'], staleDisplay: 'pass', asOfLimitSeconds: 86_400 },
        { places: ['medical-institution'], foreignGreen: 'pass' },
      ],
      texts: { contest, screenshots },
    };
    releaseId = (await staff.editor.client.call(routes.createRelease, { body })).releaseId;
    await simulated(node, staff, releaseId);
    await released(node, staff, releaseId, minute);
    node.clock.set('2026-11-24T08:01:59+08:00');
    expect(await rulesAt(mall)).toEqual(ofTheProfile);
    expect(await oldDisplay()).toEqual(['stop', 'stale-display']);
  });

  it('counts at its minute at every door of the kind it names, the later line before the earlier', async () => {
    node.clock.set(minute);
    // No limit is longer than the profile's: a checkpoint fetches ahead for no longer.
    expect(await rulesAt(mall)).toEqual({
      ...ofTheProfile,
      staleDisplay: 'pass',
      foreignGreen: 'cannot-tell',
      asOfLimit: 14_400,
    });
    expect(await rulesAt(hospital)).toEqual({ ...ofTheProfile, foreignGreen: 'pass', asOfLimit: 3600 });
    expect(await oldDisplay()).toEqual(['pass', 'stale-display']);
  });

  it('is what people read: how to contest a colour, and what counts as showing a code', async () => {
    const told = await citizen.client.call(routes.getHealthInformation, {});
    expect(told.contest).toEqual({ text: contest, hotline: '0351-12320' });
    expect((await node.client.call(routes.getProvince, {})).screenshots).toEqual(screenshots);
  });

  it('is gone with the release', async () => {
    await rolledBack(node, staff, releaseId);
    node.clock.forward(2);
    expect(await rulesAt(mall)).toEqual(ofTheProfile);
    expect(await oldDisplay()).toEqual(['stop', 'stale-display']);
    const { contest: shown } = await citizen.client.call(routes.getHealthInformation, {});
    expect(shown.text).toEqual(node.context.province.contest);
  });
});
