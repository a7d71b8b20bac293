import { webcrypto } from 'node:crypto';
import { canonicalJson } from '@tongxing/rules';
import type { TrustedNode } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import type { Checkpoint } from '../../clients/checkpoint.ts';
import { signInCitizen, type Citizen } from '../../clients/citizen.ts';
import { createPhone, type Phone } from '../../clients/phone.ts';
import { hireStaff, type StaffMember } from '../../clients/staff.ts';
import { until } from '../../clients/until.ts';
import { checkProof } from '../../invariants.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson } from '../../people/person.ts';
import { shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import { formatInstant } from '../../simulators/instants.ts';
import { enrolAt, type StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';

const [minute, hour] = [60, 3600];
const traveller = makePerson({ seed: 61, division: '140105' });

interface Cast {
  readonly phone: Phone;
  citizen?: Citizen;
  checkpoint?: Checkpoint;
  laboratory?: StaffMember;
  reviewer?: StaffMember;
  appeal?: schemas.Appeal;
}

/** A laboratory has put her number on another tube: she is wrongly yellow eight hours before her train, and catches it. */
export function wronglyYellow(story: StoryWorld, clock: StoryClock): Step[] {
  const cast: Cast = { phone: createPhone(clock.now) };
  return [...before(story, clock, cast), ...contesting(clock, cast), ...clearing(story, clock, cast)];
}

function before(story: StoryWorld, clock: StoryClock, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  const { managementUrl } = story.world.simulators['nat-laboratory'];
  return [
    {
      title:
        '(appeal) a laboratory writes her number on a tube that is not hers: she is yellow, eight hours before her train',
      async run() {
        await introduce(story.world.simulators, [traveller]);
        const smsManagementUrl = story.world.simulators['sms-gateway'].managementUrl;
        cast.citizen = await signInCitizen({ url: node.url, smsManagementUrl }, traveller);
        await cast.citizen.verify();
        story.invariants.watch(shanxi, cast.citizen.client);
        await cast.citizen.declare();
        expect((await cast.citizen.colour()).colour === 'green', 'green before');
        await cast.citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
        cast.checkpoint = await enrolAt(story, node, '140105', clock.now);
        const [sampledAt, reportedAt] = [4 * hour, minute].map((ago) => formatInstant((clock.now() - ago) * 1000));
        const institution = await anInstitution(managementUrl);
        const row = { result: 'positive', sampledAt, reportedAt, institution, method: 'pool' };
        const results = { [traveller.documentNumber]: [row] };
        const { status } = await manage(managementUrl, 'PATCH /answers', { results });
        expect(status === 200, `the laboratory took the row, not ${status}`);
        // A source is asked about somebody once a minute at most.
        await clock.forward(minute + 1);
        await cast.citizen.declare();
        const told = await until('she is yellow', async () => {
          const information = await cast.citizen!.client.call(routes.getHealthInformation, {});
          return information.colour === 'yellow' ? information : undefined;
        });
        return `${told.reasons[0]!.ruleId}: ${told.reasons[0]!.text.en}`;
      },
    },
  ];
}

function contesting(clock: StoryClock, cast: Cast): Step[] {
  return [
    {
      title:
        '(appeal) she contests it; with a departure within twelve hours it goes the urgent way, with a clock [M31] [W05]',
      async run() {
        const departsAt = new Date((clock.now() + 8 * hour) * 1000).toISOString();
        const { client } = cast.citizen!;
        const appeal = await client.call(routes.fileAppeal, {
          body: {
            ground: 'not-mine',
            statement: '我今天没有做过核酸,这一管不是我的。晚上要坐火车。',
            departure: { mode: 'train', number: 'G1234', departsAt },
          },
        });
        cast.appeal = appeal;
        expect(appeal.lane === 'urgent' && appeal.laneNote === null, `urgent, not ${appeal.lane}`);
        expect(appeal.source?.source === 'nat-laboratory', `the laboratory is asked, not ${appeal.source?.source}`);
        const wait = (Date.parse(appeal.dueAt) - Date.parse(appeal.filedAt)) / 60_000;
        // Shanxi promises an urgent answer within two hours: provinces/140000/profile.json.
        expect(wait === 120, `two hours, not ${wait} minutes`);
        return appeal.waiting!.en;
      },
    },
  ];
}

function clearing(story: StoryWorld, clock: StoryClock, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  const params = () => ({ appealId: cast.appeal!.appealId });
  return [
    {
      title: '(appeal) the laboratory finds the case in its queue and confirms its error; that alone changes no colour',
      async run() {
        const [role, division, personnelNumber] = ['health-data', shanxi, 'SX-JY-000001'] as const;
        cast.laboratory = await hireStaff(node, { username: 'laboratory', role, division, personnelNumber });
        const { cases } = await cast.laboratory.call(routes.listSourceCases, {});
        const own = cases.find(({ appealId }) => appealId === cast.appeal!.appealId);
        expect(own?.record.kind === 'nat' && own.lane === 'urgent', 'the tube is in the queue, as urgent');
        await cast.laboratory.call(routes.answerSourceCase, {
          params: params(),
          body: { finding: 'error', text: '条码贴错,该管属另一受检者。' },
        });
        const { colour } = await cast.citizen!.client.call(routes.getHealthInformation, {});
        expect(colour === 'yellow', `still yellow, not ${colour}`);
        return `${own!.number}: ${own!.record.kind} of ${own!.record.observedAt} was an error`;
      },
    },
    {
      title: '(appeal) one officer reads what the decision rested on and clears it: she is green at once [W05]',
      async run() {
        const [role, division, personnelNumber] = ['reviewer', shanxi, 'SX-FH-000001'] as const;
        cast.reviewer = await hireStaff(node, { username: 'reviewer', role, division, personnelNumber });
        const seen = await cast.reviewer.call(routes.readAppealCase, { params: params() });
        expect(seen.decision?.colour === 'yellow' && seen.decision.reasons.length > 0, 'reasons with their trace');
        const body = { outcome: 'uphold', answer: 'source-erred', text: '检测机构已确认条码贴错。' } as const;
        const { colour } = await cast.reviewer.call(routes.decideAppeal, { params: params(), body });
        expect(colour === 'green', `green, not ${colour}`);
        const { records } = await cast.citizen!.client.call(routes.listAccessRecords, {});
        expect(
          records.some(({ reference }) => reference === cast.appeal!.number),
          'she sees who looked, and for which case',
        );
        return `${colour}, ${records.length} looks at her are on record`;
      },
    },
    {
      title: '(appeal) her strip is green without a network, though the laboratory’s list still has the wrong row',
      async run() {
        await clock.forward(minute + 1);
        await cast.citizen!.declare();
        const { colour } = await cast.citizen!.colour();
        expect(colour === 'green', `green, not ${colour}`);
        await cast.phone.takeStrips(cast.citizen!.client);
        await cast.checkpoint!.sync();
        const { verdict } = await cast.checkpoint!.checkOffline(await cast.phone.show(), clock.now());
        expect(verdict === 'pass', `pass, not ${verdict}`);
        return verdict;
      },
    },
    {
      title:
        '(appeal) she shows the certificate of correction: anybody with the trust list verifies it, and the log holds it [W08]',
      async run() {
        const { client } = cast.citizen!;
        const certificate = await client.call(routes.getCorrectionCertificate, { params: params() });
        const listed = story.listed(shanxi);
        expect(await isSigned(certificate.jws, listed), 'signed by the node of the trust list');
        expect(!(await isSigned(withOtherColour(certificate.jws), listed)), 'and by no other word than these');
        const proof = await checkProof(client, listed, certificate.certificateId);
        expect(proof.value === canonicalJson(certificate.claims), 'the log proves exactly these claims');
        return certificate.text.en;
      },
    },
  ];
}

async function anInstitution(managementUrl: string): Promise<string> {
  const { body } = await manage(managementUrl, 'GET /answers');
  const { institutions } = body as { institutions: { id: string }[] };
  return institutions[0]?.id ?? 'LAB-1';
}

/** Verifies a compact JWS (RFC 7515 §5.2, ES256) with the federation key of the trust list that it names, and nothing of the node. */
async function isSigned(jws: string, { keys }: TrustedNode): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string; alg: string };
  const listed = keys.find((key) => key.use === 'federation' && Buffer.from(key.kid).toString('hex') === kid);
  if (listed === undefined || alg !== 'ES256') return false;
  const point = Buffer.concat([Buffer.from([4]), listed.x, listed.y]);
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await webcrypto.subtle.importKey('raw', point, curve, false, ['verify']);
  const [signed, input] = [Buffer.from(signature, 'base64url'), Buffer.from(`${header}.${payload}`)];
  return webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signed, input);
}

function withOtherColour(jws: string): string {
  const [header, payload = '', signature] = jws.split('.');
  const claims = Buffer.from(payload, 'base64url').toString().replace('"yellow"', '"red"');
  return [header, Buffer.from(claims).toString('base64url'), signature].join('.');
}
