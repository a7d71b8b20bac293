import { day, type schemas, sourceWords } from '@tongxing/contract';
import { greenByWaiting, type Step, type Way, waysToGreen } from '@tongxing/rules';
import { toEdge } from '../../platform/clock.ts';
import { evidenceNow, type CurrentDecision } from '../decision/index.ts';
import type { ExplanationDeps } from './explain.ts';

/**
 * What would make the person green, from what is known now and by the rules in force now: every way was tried with those rules. Null
 * where she is green.
 */
export async function toGreen(
  deps: ExplanationDeps,
  personId: string,
  { outcome, purpose }: CurrentDecision,
  reasons: readonly schemas.ExplainedReason[],
  now: Date,
): Promise<schemas.Explanation['toGreen']> {
  if (outcome.colour === 'green') return null;
  const { facts, reference, residence } = await evidenceNow(deps.db, personId);
  const compiled = await deps.packs.packFor(deps.db, purpose, now, residence);
  const at = now.toISOString();
  const { own, lifted } = waysToGreen(compiled, facts, reference, at);
  const waiting = greenByWaiting(compiled, facts, reference, at);
  const inWords = (way: Way | null) => (way === null ? null : wayInWords(way, reasons, now));
  return { own: inWords(own), waiting: inWords(waiting), lifted: inWords(lifted) };
}

/** A way step by step in words. @param reasons those that hold now, whose facts a source may take back */
export function wayInWords(
  { steps, greenAt, ruleIds }: Way,
  reasons: readonly schemas.ExplainedReason[],
  now: Date,
): schemas.Way {
  const at = new Date(greenAt);
  const when = day(at);
  const text: schemas.Bilingual =
    at <= now
      ? { zh: '完成后即可转绿。', en: 'You are green as soon as this is done.' }
      : { zh: `完成后最早 ${when.zh} 转绿。`, en: `You are green from ${when.en} at the earliest.` };
  return { steps: steps.map((step) => stepInWords(step, reasons, now)), greenAt: toEdge(at), ruleIds, text };
}

function stepInWords(step: Step, reasons: readonly schemas.ExplainedReason[], now: Date): schemas.WayStep {
  const base = { kind: step.kind, at: null, source: null, factId: null };
  switch (step.kind) {
    case 'declare':
      return {
        ...base,
        text: {
          zh: '身体没有不适时,重新申报健康状况和 14 天行程。',
          en: 'Once you are without symptoms, declare your health and the itinerary of 14 days again.',
        },
      };
    case 'test':
      return { ...base, at: toEdge(new Date(step.at)), text: testText(new Date(step.at), now) };
    case 'wait': {
      const until = day(new Date(step.until));
      const text = { zh: `等到 ${until.zh}。`, en: `Wait until ${until.en}.` };
      return { ...base, at: toEdge(new Date(step.until)), text };
    }
    case 'answer': {
      const { name } = sourceWords[step.source];
      return {
        ...base,
        source: { code: step.source, name },
        text: {
          zh: `等待${name.zh}的答复。系统会自动查询,您不用做什么。`,
          en: `Wait for an answer: ${name.en}. We ask by ourselves; you need do nothing.`,
        },
      };
    }
    case 'lift': {
      const { name } = sourceWords[step.source];
      const fact = reasons.flatMap(({ facts }) => facts).find(({ id }) => id === step.factId);
      const what = fact?.kind.name ?? { zh: '记录', en: 'record' };
      return {
        ...base,
        source: { code: step.source, name },
        factId: step.factId,
        text: {
          zh: `如${name.zh}的${what.zh}有误,可以提出申诉;${name.zh}撤销后即不再计算。`,
          en: `If this is wrong, appeal (${name.en}: ${what.en}); it no longer counts once its source takes it back.`,
        },
      };
    }
  }
}

function testText(at: Date, now: Date): schemas.Bilingual {
  if (at <= now) {
    return {
      zh: '现在做一次单采核酸检测,结果为阴性。',
      en: 'Have a single nucleic-acid test now, with a negative result.',
    };
  }
  const when = day(at);
  return {
    zh: `${when.zh} 起做一次单采核酸检测,结果为阴性。`,
    en: `Have a single nucleic-acid test from ${when.en} on, with a negative result.`,
  };
}
