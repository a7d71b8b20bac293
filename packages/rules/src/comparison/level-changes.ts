import type { BilingualText, Pack } from '../pack/pack-schema.ts';

type Levels = Pack['areaLevels'];
type Level = keyof NonNullable<Levels>;

const names: Readonly<Record<'high' | 'medium' | 'low', BilingualText>> = {
  high: { zh: '高风险区', en: 'high-risk areas' },
  medium: { zh: '中风险区', en: 'medium-risk areas' },
  low: { zh: '低风险区', en: 'low-risk areas' },
};

/** How the levels of risk areas, and how an area declines, differ: one sentence for each level. */
export function levelChanges(before: Levels, after: Levels): BilingualText[] {
  return (['high', 'medium'] as const).flatMap((level) => {
    const [was, is] = [describe(before, level), describe(after, level)];
    if (was.en === is.en) return [];
    const { zh, en } = names[level];
    return [{ zh: `${zh}:由“${was.zh}”改为“${is.zh}”`, en: `${en}: "${is.en}" instead of "${was.en}"` }];
  });
}

function describe(levels: Levels, level: Level): BilingualText {
  if (levels === undefined) return { zh: '以公布为准', en: 'as published' };
  const declines = levels[level];
  if (declines === undefined) return { zh: '不设这一等级', en: 'no such level' };
  if (declines.length === 0) return { zh: '公布前不下降', en: 'until lifted' };
  return {
    zh: declines.map((step) => `${step.after} 后为${names[step.level].zh}`).join(','),
    en: declines.map((step) => `${names[step.level].en} after ${step.after}`).join(', '),
  };
}
