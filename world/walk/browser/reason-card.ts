import type { schemas } from '@tongxing/contract';
import { el } from './dom.ts';
import { rows } from './parts.ts';
import { age, dayAndTime } from './times.ts';
import { say, t, type Bilingual } from './words.ts';

const sourceNames: Readonly<Record<string, Bilingual>> = {
  'population-registry': { zh: '人口库', en: 'population registry' },
  'itinerary-card': { zh: '通信行程卡', en: 'itinerary card' },
  'health-commission': { zh: '卫健委', en: 'health commission' },
  'nat-laboratory': { zh: '核酸检测机构', en: 'NAT laboratory' },
  'national-platform': { zh: '国家平台', en: 'national platform' },
  declaration: { zh: '本人申报', en: 'your declaration' },
};

/** Why this colour: rule, authority, sources with their freshness, until when, what releases it, how to contest it. */
export function reasonCard(told: schemas.HealthInformation, now: number): HTMLElement {
  return el(
    'section',
    { class: 'reasons', 'aria-label': t('为什么是这个颜色', 'Why this colour') },
    ...told.reasons.map((reason) => reasonPart(reason, now)),
    ...told.unknown.map(unknownPart),
    el('h3', {}, t('觉得不对?', 'You disagree?')),
    el('p', {}, say(told.contest.text)),
    el(
      'a',
      { class: 'call', href: `tel:${told.contest.hotline.replaceAll('-', '')}` },
      t(`拨打 ${told.contest.hotline}`, `Call ${told.contest.hotline}`),
    ),
  );
}

function reasonPart(reason: schemas.Reason, now: number): HTMLElement {
  const sources = freshest(reason.facts);
  return el(
    'div',
    { class: 'reason' },
    el('p', { class: 'why' }, say(reason.text)),
    rows(
      [t('规则', 'Rule'), el('span', {}, el('code', {}, reason.ruleId), ' · ', reason.documentNumber)],
      [t('谁定的', 'Whose rule'), say(reason.authority)],
      sources.length === 0
        ? undefined
        : [t('依据', 'Rests on'), sources.map((fact) => el('span', { class: 'source' }, sourceLine(fact, now)))],
      [
        t('到什么时候', 'Until'),
        reason.until === null ? t('情况变化为止', 'something changes') : dayAndTime(reason.until),
      ],
      [t('怎样解除', 'What releases it'), say(reason.release)],
    ),
  );
}

function sourceLine({ source, receivedAt }: schemas.Reason['facts'][number], now: number): string {
  const name = sourceNames[source];
  const fresh = age((now - Date.parse(receivedAt)) / 1000);
  return `${name === undefined ? source : say(name)}(${t(`${fresh}收到`, `received ${fresh}`)})`;
}

/** One fact of each source: the latest received. */
function freshest(facts: schemas.Reason['facts']): schemas.Reason['facts'] {
  const latest = new Map<string, schemas.Reason['facts'][number]>();
  for (const fact of facts) {
    const held = latest.get(fact.source);
    if (held === undefined || Date.parse(held.receivedAt) < Date.parse(fact.receivedAt)) latest.set(fact.source, fact);
  }
  return [...latest.values()];
}

function unknownPart({ source, lastReceivedAt }: schemas.HealthInformation['unknown'][number]): HTMLElement {
  const name = sourceNames[source];
  const last = lastReceivedAt === null ? t('还没有收到过', 'never received') : dayAndTime(lastReceivedAt);
  return el(
    'p',
    { class: 'unknown' },
    t('暂时没有回应的来源:', 'Not answering at the moment: '),
    `${name === undefined ? source : say(name)} (${last})`,
  );
}
