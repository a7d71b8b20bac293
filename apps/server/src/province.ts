import { divisionPrefix } from '@tongxing/rules';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemas } from '@tongxing/contract';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { doorCheck } from './door-check.ts';
import { Guidance } from './guidance.ts';
import { atTheDoor } from './province-door.ts';
import { Recognition } from './province-recognition.ts';
import { byStaff } from './province-staff.ts';

const { Bilingual, Division } = schemas;
const closed = schemas.closed;
const Seconds = Type.Integer({ minimum: 0 });
const ClientVersion = Type.String({ pattern: '^\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}$' });
const Count = Type.Integer({ minimum: 1 });
/** Records of who did what are kept for six months at least: Cybersecurity Law, article 21. */
const KeptDays = Type.Integer({ minimum: 184 });

/** Of what a machine has closed, how much a person looks at again. */
const Percent = Type.Number({ minimum: 0, maximum: 100 });

/** provinces/<division>/profile.json: everything in which one province differs from another, short of its colour rules. */
export const ProvinceProfile = closed({
  division: Division,
  name: Bilingual,
  codeName: Bilingual,
  brandColour: Type.String({ pattern: '^#[0-9A-F]{6}$' }),
  hotline: Type.String(),
  screenshots: Bilingual,
  contest: Bilingual,
  pledge: closed({ version: Type.String(), zh: Type.String(), en: Type.String() }),
  guidance: Type.Array(Guidance),
  /** To move for some hours although the code is yellow; null where the province has no such thing. */
  permits: Type.Union([
    closed({
      hours: Type.Integer({ minimum: 1, maximum: 24, description: 'the longest' }),
      perColour: Type.Integer({
        minimum: 0,
        description: 'how many a person may take by herself each time her code turns yellow',
      }),
      doors: Type.Array(schemas.PlaceType, { description: 'the places whose checkpoints let her pass' }),
    }),
    Type.Null(),
  ]),
  /** Whom to tell on arriving, by division. */
  travel: closed({
    text: Bilingual,
    contacts: Type.Array(schemas.TravelContact),
    judgeAgainMinutes: Type.Integer({ minimum: 5, description: 'how often a registered journey is judged again' }),
    longStayDays: Type.Integer({
      minimum: 1,
      maximum: 60,
      description: 'from how many days on a code can be transferred to where its owner lives',
    }),
    endsDuringStayHours: Type.Integer({
      minimum: 1,
      maximum: 168,
      description: 'how long before its end somebody who stays on is told of it',
    }),
    standingConsentDays: Type.Integer({ minimum: 1, maximum: 366, description: 'the longest consent to be prompted' }),
  }),
  code: closed({
    scope: Type.Union([Type.Literal('province'), Type.Literal('city')]),
    validityDays: Type.Integer({ minimum: 1, maximum: 30 }),
    devicesPerPerson: Type.Integer({ minimum: 1, maximum: 8 }),
    stripDaysAhead: Type.Integer({ minimum: 1, maximum: 8 }),
    displayRefreshSeconds: Type.Integer({ minimum: 10, maximum: 60 }),
    shardBits: Type.Integer({ minimum: 0, maximum: 10, description: 'shards of a validity day: 2^shardBits' }),
    statusListTtlSeconds: Seconds,
  }),
  appeal: closed({
    answerHours: Type.Integer({ minimum: 1, description: 'by when an appeal is answered' }),
    urgentWithinHours: Type.Integer({ minimum: 1, description: 'how soon a departure must be for the urgent lane' }),
    urgentAnswerMinutes: Count,
    urgentPerMonth: Type.Integer({ minimum: 1, description: 'urgent appeals of one person in 30 days' }),
    sourceHours: Type.Integer({
      minimum: 1,
      description: 'by when a source has to confirm its record; then it no longer counts as proven',
    }),
    urgentSourceMinutes: Count,
    contestDays: Type.Integer({ minimum: 1, description: 'how long an unconfirmed record stays out at most' }),
    attachments: Type.Integer({ minimum: 0, maximum: 20 }),
    greenAfterHours: Type.Integer({ minimum: 0, description: 'how long automatic release comes first' }),
    greenAnswerHours: Count,
    hearingHours: Type.Integer({ minimum: 1, description: 'how long a person has to say how it was' }),
  }),
  declaration: closed({
    itineraryDays: Type.Integer(),
    correctionsPerDay: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  }),
  /** The app of the province, where its people can sign in; null where there is none. */
  signOn: Type.Union([
    closed({
      ...schemas.SignOnOffer.properties,
      assuranceLevels: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        description: 'of its real-name checks, those after which nobody types her name and document again',
      }),
    }),
    Type.Null(),
  ]),
  /** Where a real-name check takes a face as well: only of who signs in there, and only with a resident identity card. */
  face: closed({
    channels: Type.Array(schemas.FaceChannel, { uniqueItems: true }),
    triesPerDay: Type.Integer({ minimum: 1, maximum: 100 }),
  }),
  /** The least version of each citizen's app that may still send something; older ones read, and show codes. */
  clients: closed({ h5: ClientVersion, weapp: ClientVersion, alipay: ClientVersion }),
  phone: closed({
    dormantDays: Type.Integer({
      minimum: 30,
      description:
        'an account unused for so long loses its person until she is verified again: its number may be another’s',
    }),
  }),
  ownData: closed({
    coolOffDays: Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'how long after it was asked for an account is closed, so that it can be taken back',
    }),
  }),
  guardianship: closed({
    dependantsPerGuardian: Type.Integer({ minimum: 0, maximum: 100 }),
    ageOfMajority: Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'years; guardianship by age ends on that birthday',
    }),
  }),
  limits: closed({
    phoneCodesPerHour: Count,
    phoneCodesPerDay: Count,
    wrongPhoneCodesPerDay: Count,
    verificationsPerAccountPerDay: Count,
    failedVerificationsPerDocumentPerDay: Count,
  }),
  recognition: Recognition,
  application: closed({
    draftDays: Type.Integer({ minimum: 1, maximum: 60 }),
    documentHours: Type.Integer({ minimum: 1, description: 'how long a person has to bring what is needed' }),
    documents: Type.Integer({ minimum: 1, maximum: 20, description: 'of one application' }),
    reviewHours: Type.Integer({ minimum: 1, description: 'by when a reviewer answers' }),
    escalatedHours: Type.Integer({
      minimum: 1,
      description: 'by when one of the province does, where that was missed',
    }),
    claimMinutes: Type.Integer({ minimum: 1, description: 'how long a review is kept for who has taken it up' }),
    secondLookHours: Count,
    secondLookPercent: closed({ authorised: Percent, linked: Percent, picture: Percent }),
  }),
  events: closed({
    subscriptionDays: Type.Integer({
      minimum: 1,
      maximum: 30,
      description: 'how long another province is told of changes after an attestation',
    }),
    perSecond: Type.Integer({ minimum: 1, description: 'events that one peer is sent in a second' }),
    heartbeatSeconds: Type.Integer({
      minimum: 10,
      maximum: 3600,
      description: 'how often a peer is told that nothing happened',
    }),
    waitSeconds: Type.Integer({
      minimum: 1,
      maximum: 600,
      description: 'how long an event waits for the one before it',
    }),
  }),
  retention: closed({
    accessRecordDays: KeptDays,
    lookupDays: KeptDays,
    approvalDays: KeptDays,
    appealDays: KeptDays,
    /** Proof that belongs to an application, from when it arrived: no record of who did what. */
    documentDays: Count,
    /** Checks at doors, which name nobody. */
    checkDays: Count,
    /** Who was written down by hand at a door: name, document and phone. */
    registrationDays: Type.Integer({ minimum: 1, maximum: 30 }),
    /** Who was on the list of an employer or a school, from when she left or it ended. */
    rosterDays: Count,
    /** Who was sampled into which tube. */
    collectionDays: Count,
    /** Lists of people that were begun and never proposed, from when they were begun. */
    draftDays: Count,
    visitDays: Count,
  }),
  notification: closed({
    channels: Type.Array(Type.Enum(['wechat', 'alipay', 'sms', 'guardian', 'community']), {
      minItems: 1,
      uniqueItems: true,
      description: 'the order in which a message tries to reach a person',
    }),
    failuresPerChannel: Type.Integer({ minimum: 1, maximum: 20 }),
    retrySeconds: Type.Array(Seconds, { minItems: 1 }),
    receiptMinutes: Type.Integer({ minimum: 1 }),
    codeEndsHoursAhead: Type.Integer({ minimum: 1, maximum: 24 * 30 }),
    worseningHoursAhead: Type.Integer({ minimum: 1, maximum: 24 * 30 }),
    smsSegments: Type.Integer({ minimum: 2, maximum: 7 }),
    callAgainMinutes: Type.Integer({ minimum: 1 }),
    templates: Type.Optional(
      Type.Record(Type.String(), closed({ phrase: Type.String(), title: Bilingual, text: Bilingual })),
    ),
  }),
  ...atTheDoor,
  ...byStaff,
});
export type ProvinceProfile = Static<typeof ProvinceProfile>;

/** @throws Error naming the place when the profile does not have the shape of {@link ProvinceProfile}. */
export async function readProvince(folder: string, division: string): Promise<ProvinceProfile> {
  const file = join(folder, 'profile.json');
  const content: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!Value.Check(ProvinceProfile, content)) {
    const [first] = Value.Errors(ProvinceProfile, content);
    throw new Error(`${file}: ${first?.instancePath ?? '/'} ${first?.message ?? 'is not valid'}`);
  }
  for (const placeType of schemas.PlaceType.enum) doorCheck(content, placeType);
  if (content.division !== division) throw new Error(`${file} is for ${content.division}, not ${division}`);
  return content;
}

/** Does a division contain another, or is it the same? 370000 contains 370100 and 370102; 370102100 contains 370102100001, not 370102101. */
export function coversDivision(wide: string, narrow: string): boolean {
  return narrow.startsWith(divisionPrefix(wide));
}
