import { randomUUID } from 'node:crypto';
import { decodeBase45, decodeCode, decodeStrip, encodeBase45, prepareStrip, presentStrip } from '@tongxing/codec';
import { publicKey, sign } from '@tongxing/codec/es256';
import { routes } from '@tongxing/contract';
import { beginTube, closeTube, putSample } from '@tongxing/device/collection';
import type { Checkpoint } from '../clients/checkpoint.ts';
import { signInCitizen, confirmedPledge, usual, type Citizen } from '../clients/citizen.ts';
import { createPhone, machineClock as now, randomPrivateKey, type Phone } from '../clients/phone.ts';
import { drawQr, readQr } from '../clients/qr.ts';
import { hireStaff } from '../clients/staff.ts';
import { until } from '../clients/until.ts';
import { wangXiuying } from '../people/cast.ts';
import { shandong, shanxi, twoProvinces } from '../provinces.ts';
import { codes, enrolAt } from './scene.ts';
import { expect, type Step, type Story, type StoryWorld } from './story.ts';

const instantOf = (seconds: number) => new Date(seconds * 1000).toISOString();
const hour = 3600;
const prefix = 'TX1:';

/** What the steps hand on to each other. */
interface Cast {
  atHome?: Citizen;
  abroad?: Citizen;
  phone: Phone;
  checkpoint?: Checkpoint;
  shown?: { text: string; at: number };
}

export const mainJob: Story = {
  name: 'main',
  about: 'a Shanxi resident declares, is green, shows her code without a network, is checked, and converts to Shandong',
  divisions: twoProvinces,
  steps(story) {
    const cast: Cast = { phone: createPhone() };
    return [...declaring(story, cast), ...showing(cast), ...checking(story, cast), ...converting(story, cast)];
  },
};

function declaring(story: StoryWorld, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  const smsManagementUrl = story.world.simulators['sms-gateway'].managementUrl;
  return [
    {
      title: '(a) she signs in by phone code and is verified',
      async run() {
        cast.atHome = await signInCitizen({ url: node.url, smsManagementUrl }, wangXiuying);
        const me = await cast.atHome.verify();
        expect(me.verified && me.lastFour === wangXiuying.documentNumber.slice(-4), 'verified as herself');
        story.invariants.watch(shanxi, cast.atHome.client);
        return `${me.maskedName}, document …${me.lastFour}`;
      },
    },
    {
      title: '(a) she declares health and itinerary, pledges, and is green with the reason [M30] [M33]',
      async run() {
        await cast.atHome!.declare();
        const told = await cast.atHome!.colour();
        expect(told.colour === 'green', `green, not ${told.colour}`);
        const [reason] = told.reasons;
        expect(reason !== undefined && reason.text.zh !== '' && reason.release.zh !== '', 'a reason with release');
        expect(reason!.facts.length > 0, 'facts with source and freshness');
        const sources = [...new Set(told.reasons.flatMap((each) => each.facts.map((fact) => fact.source)))];
        return `rule ${reason!.ruleId} of ${told.pack.id} ${told.pack.version}, from ${sources.join(', ')}, until ${told.nextChangeAt}`;
      },
    },
    {
      title: '(a) she applies for the code of her city, valid seven days [M15] [M50]',
      async run() {
        const code = await cast.atHome!.client.call(routes.applyForCode, { body: { scope: '140100' } });
        const days = (Date.parse(code.validTo) - Date.parse(code.validFrom)) / 86_400_000;
        expect(days === 7 && code.colour === 'green', 'green for seven days');
        return `${code.scope} until ${code.validTo}`;
      },
    },
  ];
}

function showing(cast: Cast): Step[] {
  return [
    {
      title: '(b) her phone takes strips and loses the network; the text changes at every refresh [M43]',
      async run() {
        const taken = await cast.phone.takeStrips(cast.atHome!.client);
        expect(taken >= 1, 'at least one strip');
        const at = now();
        const texts = await Promise.all([0, 30, 60].map((later) => cast.phone.show(at + later)));
        expect(new Set(texts).size === 3, 'three different texts');
        const longest = Math.max(...texts.map((text) => text.length));
        expect(longest <= 600, 'at most 600 characters');
        return `${taken} strips, ${longest} characters`;
      },
    },
    {
      title: '(b) the QR picture is drawn and read back by a real decoder',
      async run() {
        const text = await cast.phone.show(now());
        const picture = drawQr(text);
        expect(picture.version <= 15, 'version 15 at most');
        expect((await readQr(picture)) === text, 'the decoder reads the same text');
        return `version ${picture.version}-M, ${picture.width} pixels`;
      },
    },
  ];
}

function checking(story: StoryWorld, cast: Cast): Step[] {
  const node = story.world.nodes[shanxi]!;
  const offline = async (text: string, at: number) => cast.checkpoint!.checkOffline(text, at);
  const stops = async (what: string, text: string) => {
    const { verdict, findings } = await offline(text, now());
    expect(verdict === 'stop', `${what} must stop, not ${verdict}`);
    return findings.map((finding) => finding.code).join(', ');
  };
  return [
    {
      title: '(c) a checkpoint starts from an empty store and fetches what it needs',
      async run() {
        cast.checkpoint = await enrolAt(story, node, '140105');
        await cast.checkpoint.sync();
        return 'trust list, rules, status lists';
      },
    },
    {
      title: '(c) online it says pass, as of now [M41]',
      async run() {
        const result = await cast.checkpoint!.checkOnline(await cast.phone.show(now()));
        expect(result.verdict === 'pass' && result.colour === 'green', `pass, not ${result.verdict}`);
        return `as of ${result.asOf}`;
      },
    },
    {
      title: '(c) without a network it says pass, with the age of what it rests on',
      async run() {
        const at = now();
        cast.shown = { text: await cast.phone.show(at), at };
        const { verdict, age, findings } = await offline(cast.shown.text, at);
        expect(verdict === 'pass' && age !== undefined, `pass, not ${verdict}: ${findings.map((f) => f.code).join()}`);
        return `as of ${age} s ago`;
      },
    },
    {
      title:
        '(c) the same text an hour later is stale; five hours later the fallback order alone lets a code pass, and after a day nobody can tell [M43] [W09]',
      async run() {
        const stale = await offline(cast.shown!.text, cast.shown!.at + hour);
        expect(stale.verdict === 'stop', `stale stops in Shanxi, not ${stale.verdict}`);
        expect(codes(stale).includes('stale-display'), 'found to be stale');
        const later = async (hours: number) =>
          offline(await cast.phone.show(now() + hours * hour), now() + hours * hour);
        const alone = await later(5);
        expect(alone.verdict === 'pass' && alone.age! > 4 * hour, `pass by the order, not ${alone.verdict}`);
        const old = await later(25);
        expect(old.verdict === 'cannot-tell' && codes(old).includes('too-old'), `cannot tell, not ${old.verdict}`);
        return `${codes(stale).join(', ')}; as of ${alone.age} s ago; then ${codes(old).join(', ')}`;
      },
    },
    {
      title: '(c) a changed byte stops',
      run: async () => stops('a changed byte', changeByte(await cast.phone.show(now()))),
    },
    {
      title: '(c) a strip signed with a foreign key stops',
      run: async () => stops('a foreign key', await forge(cast.phone, now())),
    },
    {
      title: "(c) somebody else's strip with one's own signature stops [M42]",
      async run() {
        const stolen = cast.phone.strips[0]!.strip;
        return stops('a stolen strip', await presentStrip(stolen, now(), sign(randomPrivateKey())));
      },
    },
    {
      title: '(c) with a network again it hands in its scans, once however often they are sent',
      async run() {
        const { received, alreadyKnown } = await cast.checkpoint!.upload();
        expect(received === 7 && alreadyKnown === 0, `seven new scans, not ${received} of which ${alreadyKnown} known`);
        return `${received} received`;
      },
    },
    {
      title: '(c) at a hospital she is sampled into a pooled tube, and the laboratory’s word for the tube is hers',
      async run() {
        const tube = 'SX1124-000017';
        const point = await enrolAt(story, node, '140105', now, 'medical-institution');
        const [takenAt, text] = [instantOf(now() - 60), await cast.phone.show(now() - 60)];
        const collected = await point.collect((none) => {
          const begun = beginTube(none, { tube, size: 10, begunAt: takenAt });
          const sample = { sampleId: randomUUID(), takenAt, lastFour: '', person: { text } };
          return closeTube(putSample(begun, tube, sample), tube, { at: instantOf(now()), count: 1 });
        });
        const state = collected.tubes[0]?.told?.state;
        expect(state === 'closed', `closed, and the count fits, not ${state}`);
        const laboratory = await hireStaff(node, { role: 'health-data', division: '140100', username: 'laboratory' });
        const table = `采样管号,检测结果,采样时间,报告时间,检测机构\n${tube},阴性,${takenAt},${instantOf(now())},示例检测中心\n`;
        const { counts } = await laboratory.upload(table, { kind: 'nat', division: '140100' });
        expect(counts.new === 1, `one result of somebody known, not ${counts.new}`);
        return `${tube} ${state}, ${counts.new} result`;
      },
    },
  ];
}

function converting(story: StoryWorld, cast: Cast): Step[] {
  const destination = story.world.nodes[shandong]!;
  const smsManagementUrl = story.world.simulators['sms-gateway'].managementUrl;
  return [
    {
      title: '(d) she travels: in Shandong she signs in with the same document and phone [M20]',
      async run() {
        cast.abroad = await signInCitizen({ url: destination.url, smsManagementUrl }, wangXiuying);
        await cast.abroad.verify();
        story.invariants.watch(shandong, cast.abroad.client);
        return `${wangXiuying.documentType} …${wangXiuying.documentNumber.slice(-4)}`;
      },
    },
    {
      title: '(d) she consents at her origin, applies, and is green in Shandong in under 3 seconds [M22] [M25]',
      async run() {
        const consent = await cast.atHome!.consent(shandong);
        const { client } = cast.abroad!;
        const began = performance.now();
        const pledge = await confirmedPledge(client);
        const { conversionId } = await client.call(routes.applyForConversion, {
          body: { originDivision: shanxi, scope: shandong, consent, pledge, ...usual(wangXiuying) },
        });
        const done = await until('the application is decided', async () => {
          const application = await client.call(routes.getConversion, { params: { conversionId } });
          return ['submitted', 'verifying'].includes(application.state) ? undefined : application;
        });
        const took = performance.now() - began;
        expect(done.state === 'approved', `approved, not ${done.state}: ${done.cause?.text.en}`);
        expect(done.colour === 'green', `green, not ${done.colour}`);
        expect(took < 3000, `under three seconds, not ${took.toFixed(0)} ms`);
        return `${took.toFixed(0)} ms`;
      },
    },
    {
      title: '(d) her own province shows her who asked, and by what consent [W12]',
      async run() {
        const { requests } = await cast.atHome!.client.call(routes.listAttestationRequests, {});
        const [asked] = requests;
        expect(requests.length === 1 && asked?.peer === shandong, 'one question, from Shandong');
        expect(asked?.consentGrade === 'origin-session' && asked.match === 'match', 'with her consent');
        return `${asked?.peer}, ${asked?.consentGrade}`;
      },
    },
    {
      title: '(d) a Shandong checkpoint passes her, online and without a network',
      async run() {
        const phone = createPhone();
        await phone.takeStrips(cast.abroad!.client);
        const checkpoint = await enrolAt(story, destination, '370102');
        await checkpoint.sync();
        const online = await checkpoint.checkOnline(await phone.show(now()));
        const offline = await checkpoint.checkOffline(await phone.show(now()), now());
        expect(online.verdict === 'pass' && offline.verdict === 'pass', `${online.verdict}, ${offline.verdict}`);
        return `pass, pass as of ${offline.age} s ago`;
      },
    },
  ];
}

/** Changes one byte of the issuer's signature, in the middle of the strip. */
function changeByte(text: string): string {
  const bytes = decodeBase45(text.slice(prefix.length));
  const code = decodeCode(text);
  const strip = code.strip.bytes;
  const start = bytes.findIndex((_, at) => strip.every((byte, offset) => bytes[at + offset] === byte));
  bytes[start + strip.length - 10]! ^= 1;
  return prefix + encodeBase45(bytes);
}

/** The same claims under the same key id, for a key of the forger's, signed by the forger. */
async function forge(phone: Phone, at: number): Promise<string> {
  const { claims, kid, suite } = decodeStrip(phone.strips[0]!.strip);
  const issuerKey = randomPrivateKey();
  const holderKey = randomPrivateKey();
  const prepared = prepareStrip({ ...claims, holder: publicKey(holderKey) }, { suite, kid });
  const forged = prepared.finish(await sign(issuerKey)(prepared.toBeSigned));
  return presentStrip(forged, at, sign(holderKey));
}
