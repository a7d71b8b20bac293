import {
  appealAnswers,
  causes,
  hearingMatters,
  hearingOutcomes,
  type CauseCode,
  type schemas,
} from '@tongxing/contract';
import type { ProvinceProfile } from '../../province.ts';
import type { MessageReason } from './kinds.ts';
import type { StoredMessage } from './stored.ts';
import type { Placeholder } from './templates.ts';
import { spokenTime } from './times.ts';
import { fill, wordingOf } from './wording.ts';

export interface RenderedMessage {
  readonly phrase: string;
  readonly title: schemas.Bilingual;
  readonly text: schemas.Bilingual;
}

export type Values = Readonly<Record<Placeholder, schemas.Bilingual>>;

const colours: Readonly<Record<schemas.Colour, schemas.Bilingual>> = {
  green: { zh: '绿码', en: 'green' },
  yellow: { zh: '黄码', en: 'yellow' },
  red: { zh: '红码', en: 'red' },
  pending: { zh: '待核', en: 'pending' },
};

const nothing = { zh: '', en: '' };
const untilReleased = { zh: '满足解除条件时', en: 'the release condition is met' };

/** A message in words. The same message is the same words at every time: only what is stored and the profile go into it. */
export function renderMessage(profile: ProvinceProfile, message: StoredMessage): RenderedMessage {
  const wording = wordingOf(profile, message.kind, message.details);
  const values = valuesOf(profile, message);
  return {
    phrase: wording.phrase,
    title: { zh: fillIn(wording.title, values, 'zh'), en: fillIn(wording.title, values, 'en') },
    text: { zh: fillIn(wording.text, values, 'zh'), en: fillIn(wording.text, values, 'en') },
  };
}

/** What stands behind each placeholder. Public so that a channel with little room can shorten one of them. */
export function valuesOf(profile: ProvinceProfile, { details, reasons, toldAt }: StoredMessage): Values {
  const cause = causes[details.cause as CauseCode] as (typeof causes)[CauseCode] | undefined;
  return {
    codeName: profile.codeName,
    time: spokenTime(toldAt),
    at: details.at === undefined ? nothing : spokenTime(new Date(details.at)),
    reasons: joined(reasons.map(({ text }) => text)),
    until: endOf(reasons),
    release: joined(reasons.map(({ release }) => release)),
    contest: profile.contest,
    hotline: { zh: profile.hotline, en: profile.hotline },
    from: details.from === undefined || details.from === null ? nothing : colours[details.from],
    to: details.to === undefined ? nothing : colours[details.to],
    cause: cause?.text ?? (details.matter === undefined ? nothing : hearingMatters[details.matter]),
    cure: cause?.cure ?? nothing,
    peer: details.peerName ?? nothing,
    case: details.caseNumber === undefined ? nothing : { zh: details.caseNumber, en: details.caseNumber },
    answer: answerOf(details),
    office: details.office ?? nothing,
    ground: details.ground ?? nothing,
    documentNumber: { zh: details.documentNumber ?? '', en: details.documentNumber ?? '' },
  };
}

function answerOf({ answer, hearingOutcome }: StoredMessage['details']): schemas.Bilingual {
  if (answer !== undefined) return appealAnswers[answer];
  return hearingOutcome === undefined ? nothing : hearingOutcomes[hearingOutcome];
}

export function fillIn(text: schemas.Bilingual, values: Values, language: 'zh' | 'en'): string {
  const words = Object.entries(values).map(([name, value]) => [name, value[language]]);
  return fill(text[language], Object.fromEntries(words) as Record<Placeholder, string>);
}

/** Several rules may say the same sentence; it is said once. */
function joined(texts: readonly schemas.Bilingual[]): schemas.Bilingual {
  return {
    zh: [...new Set(texts.map(({ zh }) => zh))].join(''),
    en: [...new Set(texts.map(({ en }) => en))].join(' '),
  };
}

/** The colour ends when the last of its reasons does; one that has no date keeps it until its release. */
function endOf(reasons: readonly MessageReason[]): schemas.Bilingual {
  const ends = reasons.map(({ until }) => until);
  if (ends.length === 0 || ends.includes(null)) return untilReleased;
  return spokenTime(new Date(Math.max(...ends.map((end) => Date.parse(end!)))));
}
