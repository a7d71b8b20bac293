import { createClient, ProblemError, routes } from '@tongxing/contract';
import { enrolCheckpoint, type Checkpoint } from '../clients/checkpoint.ts';
import { confirmedPledge, usual, type Citizen } from '../clients/citizen.ts';
import { createPatientNetwork, type PatientNetwork } from '../clients/patient.ts';
import { createPhone, type Phone } from '../clients/phone.ts';
import { until } from '../clients/until.ts';
import type { Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { expect, type StoryWorld } from '../stories/story.ts';
import type { Ledger } from './ledger.ts';
import type { Machines } from './machines.ts';
import { signInPatiently } from './sign-in.ts';

/** One person with what she has come to so far. */
export interface Cast {
  readonly story: StoryWorld;
  readonly machines: Machines;
  readonly ledger: Ledger;
  readonly person: Person;
  readonly network: PatientNetwork;
  readonly phone: Phone;
  atHome?: Citizen;
  abroad?: Citizen;
  checkpoint?: Checkpoint;
  consent?: Awaited<ReturnType<Citizen['consent']>>;
}

/** Rows by table, by province. */
export type Rows = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A step for one person, and the rows that it adds: these and no others, whatever dies meanwhile. */
export interface Deed {
  readonly title: string;
  run(cast: Cast): Promise<void>;
  readonly adds: Rows;
  /** What is signed for it is signed whenever it happens; elsewhere the log may be signed by chance. */
  readonly signs?: true;
  /** What goes before it; where it is not named, every deed above it. */
  readonly after?: readonly Pick<Deed, 'run'>[];
  /** By their beginnings, the points that are tried with it; ticks in her own province. Where they are not named, all but ticks. */
  readonly only?: readonly string[];
}

export function createCast(around: Pick<Cast, 'story' | 'machines' | 'ledger'>, person: Person): Cast {
  const { story, machines, ledger } = around;
  return { story, machines, ledger, person, network: createPatientNetwork(), phone: createPhone() };
}

const now = () => Math.floor(Date.now() / 1000);

export function nodeOf({ story, network }: Cast, division: string) {
  const smsManagementUrl = story.world.simulators['sms-gateway'].managementUrl;
  return { url: story.world.nodes[division]!.url, smsManagementUrl, transport: network.transport };
}

const signIn = (cast: Cast, division: string) =>
  signInPatiently(nodeOf(cast, division), cast.person, () => cast.machines.passMinute(division));

/** The main story. */
export const deeds: readonly Deed[] = [
  {
    title: 'she signs in',
    async run(cast) {
      cast.atHome = await signIn(cast, shanxi);
    },
    adds: { [shanxi]: { account: 1, phone_account: 1 } },
  },
  {
    title: 'she is verified',
    async run({ atHome }) {
      expect((await atHome!.verify()).verified, 'verified');
    },
    adds: { [shanxi]: { person: 1, document_person: 1 } },
  },
  {
    title: 'she declares her health',
    async run({ atHome, person }) {
      const { client } = atHome!;
      const { answers } = usual(person);
      await client.call(routes.declareHealth, { body: { answers, pledge: await confirmedPledge(client) } });
      await until('a first decision', () => decided(atHome!));
    },
    adds: { [shanxi]: { declaration: 1 } },
  },
  {
    title: 'she declares her itinerary and is green',
    async run({ atHome, person }) {
      const { client } = atHome!;
      const { stays } = usual(person);
      await client.call(routes.declareItinerary, { body: { stays, pledge: await confirmedPledge(client) } });
      const isGreen = async () => ((await decided(atHome!)) === 'green' ? true : undefined);
      await until('she is green', isGreen);
    },
    adds: { [shanxi]: { declaration: 1 } },
  },
  {
    title: 'she applies for a code',
    async run({ atHome }) {
      const code = await atHome!.client.call(routes.applyForCode, { body: { scope: '140100' } });
      expect(code.colour === 'green', `green, not ${code.colour}`);
    },
    adds: { [shanxi]: { code: 1, current_code: 1 } },
  },
  {
    title: 'her phone takes a strip',
    async run({ atHome, phone }) {
      expect((await phone.takeStrips(atHome!.client, 1)) === 1, 'one strip');
    },
    adds: { [shanxi]: { strip_grant: 1, strip_ordinal: 1, holder_device: 1 } },
    signs: true,
  },
  {
    title: 'she has her code printed',
    async run({ atHome }) {
      const { text } = await atHome!.client.call(routes.makePaperCode, {});
      expect(text.startsWith('TXP1:'), 'a code on paper');
    },
    adds: { [shanxi]: { paper_code: 1, strip_ordinal: 1 } },
    signs: true,
  },
  {
    title: 'a checkpoint is enrolled and fetches what it needs',
    async run(cast) {
      const { transport } = cast.network;
      const { url, admin } = cast.story.world.nodes[shanxi]!;
      const anonymous = createClient(url, transport);
      const { token } = await anonymous.call(routes.staffSignIn, { body: admin });
      const venue = { name: '虚拟商场东门', placeType: 'mall' as const, division: '140105' };
      const { enrolmentCode } = await anonymous.as(token).call(routes.createEnrolment, { body: { venue } });
      cast.checkpoint = await enrolCheckpoint(url, enrolmentCode, cast.story.roots, undefined, transport);
      await cast.checkpoint.sync();
    },
    adds: { [shanxi]: { venue: 1, enrolment_code: 1, checkpoint_device: 1, device_venue: 1 } },
  },
  {
    title: 'it checks her code, with a network',
    async run({ checkpoint, phone }) {
      const { verdict } = await checkpoint!.checkOnline(await phone.show(now()));
      expect(verdict === 'pass', `pass, not ${verdict}`);
    },
    adds: { [shanxi]: { scan: 1 } },
  },
  {
    title: 'it hands in a scan made without a network',
    async run({ checkpoint, phone }) {
      await checkpoint!.checkOffline(await phone.show(now()), now());
      expect((await checkpoint!.upload()).received === 1, 'one scan received');
    },
    adds: { [shanxi]: { scan: 1, scan_batch: 1 } },
  },
  {
    title: 'in the other province she signs in and is verified',
    async run(cast) {
      cast.abroad = await signIn(cast, shandong);
      expect((await cast.abroad.verify()).verified, 'verified');
    },
    adds: { [shandong]: { account: 1, phone_account: 1, person: 1, document_person: 1 } },
  },
  {
    title: 'she consents at her origin',
    async run(cast) {
      cast.consent = await cast.atHome!.consent(shandong);
    },
    adds: { [shanxi]: { consent: 1, authorization_code: 1 } },
  },
  {
    title: 'she applies for conversion and is green there',
    async run({ abroad, consent, person, machines }) {
      const { client } = abroad!;
      const deaths = machines.deaths();
      const pledge = await confirmedPledge(client);
      const { conversionId } = await client.call(routes.applyForConversion, {
        body: { originDivision: shanxi, scope: shandong, consent: consent!, pledge, ...usual(person) },
      });
      const approved = async () => {
        const { state, cause } = await client.call(routes.getConversion, { params: { conversionId } });
        // A job that died with the application in hand keeps it from the others for a minute; nobody has to ask for it again.
        if (machines.deaths() > deaths) await machines.outliveClaims();
        else if (state === 'waiting-for-origin') await machines.hurry(shandong);
        expect(state !== 'rejected' && state !== 'deferred', `approved, not ${state}: ${cause?.code}`);
        return state === 'approved' ? true : undefined;
      };
      await until('the application is approved', approved, 60_000);
    },
    adds: {
      [shandong]: { conversion: 1, declaration: 2, code: 1, current_code: 1 },
      [shanxi]: { attestation_request: 1, subject_question: 1 },
    },
    signs: true,
  },
];

/** What goes before a deed. */
export function deedsBefore(deed: Deed): readonly Pick<Deed, 'run'>[] {
  return deed.after ?? deeds.slice(0, deeds.indexOf(deed));
}

/** Her colour once the node has decided; undefined before. */
async function decided({ client }: Citizen): Promise<string | undefined> {
  try {
    return (await client.call(routes.getHealthInformation, {})).colour;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no-decision-yet') return undefined;
    throw error;
  }
}
