import { createHash } from 'node:crypto';
import {
  canonicalJson,
  type CompiledPack,
  compilePack,
  decide,
  type Decision,
  type Fact,
  greenByWaiting,
  type Outcome,
  type Reference,
  type Step,
  type ValueSets,
  type Way,
  waysToGreen,
} from '@tongxing/rules';

/** A decision with all that it was made from, as the node exports it (`GET /me/explanation/inputs`). */
export interface Bundle {
  form: 'tongxing-decision-1';
  at: string;
  outcome: Decision;
  sha256: string;
  pack: unknown;
  valueSets: ValueSets;
  facts: Fact[];
  reference: Reference | null;
  previous: Decision | null;
}

/** The bundle in a file; undefined for a file of another kind. */
export function readBundle(content: unknown): Bundle | undefined {
  const form = (content as { form?: unknown } | null)?.form;
  return form === 'tongxing-decision-1' ? (content as Bundle) : undefined;
}

/** Makes an exported decision again and tells it; not in order where it comes out otherwise than it was exported. */
export function explainBundle({ at, outcome, sha256, pack, valueSets, facts, reference, previous }: Bundle): {
  lines: string[];
  ok: boolean;
} {
  const compiled = compilePack(pack, valueSets);
  const again = decide(compiled, facts, reference, at, previous ?? undefined);
  const hashes = [outcome, again].map((each) => createHash('sha256').update(canonicalJson(each)).digest('base64url'));
  const ok = hashes.every((hash) => hash === sha256);
  const lines = [
    `${words[again.colour]}, ${again.decidedAt}, ${again.packId} ${again.packVersion}`,
    ...outcomeInLines(again),
    `下次变化 next change: ${again.nextChangeAt}`,
    ...waysInLines(compiled, facts, reference, at),
    ok
      ? `重新核算一致 made again, the same: sha256 ${sha256}`
      : `重新核算不一致 made again, not the same: 应为 expected ${sha256}, 实为 actual ${hashes.join(', ')}`,
  ];
  return { lines, ok };
}

export const words: Record<Outcome['colour'], string> = {
  green: '绿码 green',
  yellow: '黄码 yellow',
  red: '红码 red',
  pending: '待核 pending',
};

/** Every reason with what it rests on, and everything unknown. */
export function outcomeInLines(outcome: Outcome): string[] {
  const lines: string[] = [];
  for (const { ruleId, reason, authority, documentNumber, until, release, facts: behind, trace } of outcome.reasons) {
    lines.push(
      `规则 rule ${ruleId}`,
      `  ${reason.zh}`,
      `  ${reason.en}`,
      `  依据 authority: ${authority.zh} (${authority.en}), ${documentNumber}`,
      `  到期 until: ${until ?? '见解除条件 see release'}`,
      `  解除 release: ${release.zh}`,
      `  ${release.en}`,
      ...behind.map(({ id, source, receivedAt }) => `  事实 fact: ${id} (${source}, ${receivedAt})`),
      ...trace.map(({ path: name, value }) => `  读取 read: ${name} = ${JSON.stringify(value)}`),
    );
  }
  for (const { input, source, ruleIds, lastReceivedAt } of outcome.unknown) {
    const last = lastReceivedAt === null ? '从未收到 never received' : `最近 last ${lastReceivedAt}`;
    lines.push(`未知 unknown: ${input} (${source}), ${last}; 规则 rules ${ruleIds.join(', ')}`);
  }
  return lines;
}

/** What would make it green, tried with the rules. */
export function waysInLines(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  at: string,
): string[] {
  const { own, lifted } = waysToGreen(compiled, facts, reference, at);
  if (own !== null && own.steps.length === 0) return [];
  const waiting = greenByWaiting(compiled, facts, reference, at);
  return [
    ...wayInLines('本人可做 in her own hands', own),
    ...wayInLines('不做任何事 by waiting alone', waiting),
    ...(lifted === null ? [] : wayInLines('来源撤销后 if its source takes it back', lifted)),
  ];
}

function wayInLines(what: string, way: Way | null): string[] {
  if (way === null) return [`转绿 green, ${what}: 60 天内没有 none within 60 days`];
  return [
    `转绿 green, ${what}: ${way.greenAt} (${way.ruleIds.join(', ')})`,
    ...way.steps.map((step) => `  ${stepInLine(step)}`),
  ];
}

function stepInLine(step: Step): string {
  switch (step.kind) {
    case 'declare':
      return '重新申报,没有症状 declare anew, without symptoms';
    case 'test':
      return `核酸阴性 a negative test: ${step.at} 起 from then on`;
    case 'wait':
      return `等到 wait until ${step.until}`;
    case 'answer':
      return `等来源答复 an answer of ${step.source}`;
    case 'lift':
      return `来源撤销 ${step.source} takes back ${step.factId}`;
  }
}
