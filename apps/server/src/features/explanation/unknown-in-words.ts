import { ago, inputWords, lackWords, type schemas, sourceWords } from '@tongxing/contract';
import type { Decision, InputName, SourceName } from '@tongxing/rules';
import { toEdge } from '../../platform/clock.ts';

/** The pack itself, where it is not in force: nobody's word is missing. */
const noRules = {
  name: { zh: '本地规则', en: 'the rules of this place' },
  cure: {
    zh: '本地规则正在更新,系统会自动重新判定,您不用做什么。',
    en: 'The rules of this place are being brought up to date; you are decided on again by yourself, and need do nothing.',
  },
};

/** What could not be judged: whose word is missing or what is lacking in it, and what helps. */
export function unknownInWords(
  { input, source, lastReceivedAt }: Decision['unknown'][number],
  { freshness }: Pick<Decision, 'freshness'>,
  now: Date,
): schemas.ExplainedUnknown {
  const state = freshness.find((each) => each.input === input && each.source === source);
  const late = state !== undefined && !state.fresh;
  const what = inputWords[input as InputName] ?? noRules.name;
  const from = sourceWords[source as SourceName] ?? noRules;
  return {
    input: { code: input, name: what },
    source: { code: source, name: from.name },
    late,
    lastReceivedAt: lastReceivedAt === null ? null : toEdge(new Date(lastReceivedAt)),
    text: late ? lateText(from.name, what, lastReceivedAt, now) : lackText(from.name, what),
    cure: late || !(input in inputWords) ? from.cure : (lackWords[input as InputName] ?? lackWords.other),
  };
}

function lateText(from: schemas.Bilingual, what: schemas.Bilingual, last: string | null, now: Date): schemas.Bilingual {
  if (last === null) return { zh: `还没有收到${from.zh}的${what.zh}`, en: `${what.en}: nothing from ${from.en} yet` };
  const since = ago(last, now);
  return {
    zh: `${from.zh}的${what.zh}已超过时限,最近一次是${since.zh}`,
    en: `${what.en}: the last word of ${from.en} is too old, from ${since.en}`,
  };
}

function lackText(from: schemas.Bilingual, what: schemas.Bilingual): schemas.Bilingual {
  return {
    zh: `${from.zh}的${what.zh}已收到,仅凭这些还不能判定`,
    en: `${what.en}: received from ${from.en}, but not enough to decide`,
  };
}
