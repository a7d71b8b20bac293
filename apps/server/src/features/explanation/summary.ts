import { day, type schemas, sourceWords } from '@tongxing/contract';
import type { Decision, SourceName } from '@tongxing/rules';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';

const colours: Readonly<Record<Decision['colour'], schemas.Bilingual>> = {
  green: { zh: '绿码', en: 'green' },
  yellow: { zh: '黄码', en: 'yellow' },
  red: { zh: '红码', en: 'red' },
  pending: { zh: '待核', en: 'pending' },
};

/** Colour and outlook in one breath: what is read out on the telephone. */
export function summaryOf(outcome: Decision, ways: schemas.Explanation['toGreen']): schemas.Bilingual {
  const colour = colours[outcome.colour];
  if (outcome.colour === 'green') return { zh: '您现在是绿码。', en: 'Your code is green.' };
  const why =
    outcome.colour === 'pending'
      ? { zh: '现有信息还不能得出颜色', en: 'what is known is not enough for a colour yet' }
      : reasonCount(outcome.reasons.length);
  const begin = { zh: `您现在是${colour.zh}:${why.zh}。`, en: `Your code is ${colour.en}: ${why.en}.` };
  const then = outlook(ways);
  return { zh: begin.zh + then.zh, en: `${begin.en} ${then.en}` };
}

function reasonCount(count: number): schemas.Bilingual {
  return { zh: `有 ${count} 条原因`, en: `there ${count === 1 ? 'is 1 reason' : `are ${count} reasons`}` };
}

function outlook(ways: schemas.Explanation['toGreen']): schemas.Bilingual {
  const way = ways?.own ?? ways?.waiting;
  if (way === null || way === undefined) {
    return {
      zh: '60 天内没有您自己可以完成的转绿办法,请查看解除条件或提出申诉。',
      en: 'Nothing you can do yourself makes it green within 60 days; see what releases it, or appeal.',
    };
  }
  const when = day(new Date(way.greenAt));
  return {
    zh: `按下面的步骤,最早 ${when.zh} 转绿。`,
    en: `By the steps below it is green from ${when.en} at the earliest.`,
  };
}

/** Whose silence an earlier colour outlasts, and for how long; null where the colour is of now. */
export function standingInWords(outcome: Decision, standsUntil: Date): schemas.Explanation['standing'] {
  if (!outcome.standing) return null;
  const names = [...new Set(outcome.unknown.map(({ source }) => source))].map(
    (source) => sourceWords[source as SourceName]?.name ?? { zh: source, en: source },
  );
  const until = day(standsUntil);
  return {
    since: toEdgeOrNull(outcome.standingSince === null ? null : new Date(outcome.standingSince)),
    until: toEdge(standsUntil),
    text: {
      zh: `${names.map(({ zh }) => zh).join('、')}暂时没有答复,颜色沿用上次的判定,最迟到 ${until.zh}。`,
      en: `No answer for the moment (${names.map(({ en }) => en).join(', ')}): the colour stays as it was last decided, until ${until.en} at the latest.`,
    },
  };
}
