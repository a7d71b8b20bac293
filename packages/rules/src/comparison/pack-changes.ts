import type { BilingualText, Pack } from '../pack/pack-schema.ts';
import type { ValueSets } from '../pack/value-sets.ts';
import { expressionChanges } from './expression-changes.ts';
import { levelChanges } from './level-changes.ts';
import { describeRule, ruleChanges } from './rule-changes.ts';
import { sameRules } from './same-rules.ts';

type Attribute = NonNullable<Pack['attributes']>[number];

/** A pack with the lists it names. */
export interface ComparedPack {
  readonly pack: Pack;
  readonly valueSets: ValueSets;
}

export interface PackChange {
  /** The pack, or pack and rule: `sx-resident`, `sx-resident/sx-r2-contact`. */
  readonly subject: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly text: BilingualText;
}

/**
 * What a pack changes against the one whose place it takes, in words for those who decide on it: dates, divisions, data asked for,
 * levels of areas, lists, and every rule that is added, removed or changed. Which rule is the same one says {@link sameRules}.
 */
export function packChanges(before: ComparedPack, after: ComparedPack): PackChange[] {
  const { id } = after.pack;
  const changed = (text: BilingualText): PackChange => ({ subject: id, change: 'changed', text });
  return [
    ...nameChanges(before.pack, after.pack).map(changed),
    ...inputChanges(before.pack, after.pack).map(changed),
    ...levelChanges(before.pack.areaLevels, after.pack.areaLevels).map(changed),
    ...listChanges(before.valueSets, after.valueSets).map(changed),
    ...changesOfRules(before.pack, after.pack),
    ...changesOfAttributes(before.pack, after.pack),
  ];
}

function nameChanges(before: Pack, after: Pack): BilingualText[] {
  const changes: BilingualText[] = [];
  const [was, is] = [`${before.id} ${before.version}`, `${after.id} ${after.version}`];
  if (was !== is) changes.push({ zh: `${was} 改为 ${is}`, en: `${was} becomes ${is}` });
  const from = [before.validFrom, after.validFrom] as const;
  if (from[0] !== from[1]) changes.push({ zh: `生效时间改为 ${from[1]}`, en: `it begins at ${from[1]}` });
  const to = [before.validTo, after.validTo] as const;
  if (to[0] !== to[1]) changes.push({ zh: `失效时间改为 ${to[1]}`, en: `it ends at ${to[1]}` });
  const more = after.divisions.filter((division) => !before.divisions.includes(division));
  const less = before.divisions.filter((division) => !after.divisions.includes(division));
  if (more.length > 0)
    changes.push({ zh: `新增适用区划 ${more.join('、')}`, en: `it now also covers ${more.join(', ')}` });
  if (less.length > 0)
    changes.push({ zh: `不再适用于 ${less.join('、')}`, en: `it no longer covers ${less.join(', ')}` });
  if (before.grace !== after.grace) {
    const text = `${before.grace} → ${after.grace}`;
    changes.push({ zh: `数据中断后的宽限期 ${text}`, en: `grace while a source is silent ${text}` });
  }
  return changes;
}

function inputChanges(before: Pack, after: Pack): BilingualText[] {
  const nameOf = ({ name, source }: Pack['inputs'][number]) => `${name} (${source})`;
  const earlier = new Map(before.inputs.map((input) => [nameOf(input), input]));
  const later = new Map(after.inputs.map((input) => [nameOf(input), input]));
  const changes: BilingualText[] = [];
  for (const [name, { freshFor, silentIsNone }] of later) {
    const was = earlier.get(name);
    if (was === undefined) {
      changes.push({ zh: `新增数据 ${name}`, en: `it now asks for ${name}` });
      continue;
    }
    if (was.freshFor !== freshFor) {
      changes.push({
        zh: `${name} 的时效 ${was.freshFor} → ${freshFor}`,
        en: `${name} is fresh for ${freshFor} instead of ${was.freshFor}`,
      });
    }
    if (was.silentIsNone === silentIsNone) continue;
    changes.push(
      silentIsNone === true
        ? { zh: `${name} 没有回音时视为没有`, en: `silence about ${name} now means there is none` }
        : { zh: `${name} 没有回音时不再视为没有`, en: `silence about ${name} no longer means there is none` },
    );
  }
  for (const name of earlier.keys()) {
    if (!later.has(name)) changes.push({ zh: `不再使用数据 ${name}`, en: `it no longer asks for ${name}` });
  }
  return changes;
}

function listChanges(before: ValueSets, after: ValueSets): BilingualText[] {
  return Object.keys(after).flatMap((name) => {
    const [was, is] = [before[name], after[name] ?? []];
    if (was === undefined) return [];
    const more = is.filter((value) => !was.includes(value));
    const less = was.filter((value) => !is.includes(value));
    return [
      ...(more.length === 0
        ? []
        : [{ zh: `值集 ${name} 增加 ${more.join('、')}`, en: `${name} gains ${more.join(', ')}` }]),
      ...(less.length === 0
        ? []
        : [{ zh: `值集 ${name} 减少 ${less.join('、')}`, en: `${name} loses ${less.join(', ')}` }]),
    ];
  });
}

function changesOfRules(before: Pack, after: Pack): PackChange[] {
  const pairs = sameRules(before.rules, after.rules);
  const subject = (ruleId: string) => `${after.id}/${ruleId}`;
  const addedOrChanged = after.rules.flatMap((rule): PackChange[] => {
    const was = pairs.get(rule);
    if (was === undefined) return [{ subject: subject(rule.id), change: 'added', text: describeRule(rule) }];
    return ruleChanges(was, rule).map((text) => ({ subject: subject(rule.id), change: 'changed', text }));
  });
  const kept = new Set(pairs.values());
  const removed = before.rules.filter((rule) => !kept.has(rule));
  return [
    ...addedOrChanged,
    ...removed.map((rule): PackChange => ({ subject: subject(rule.id), change: 'removed', text: describeRule(rule) })),
  ];
}

function changesOfAttributes(before: Pack, after: Pack): PackChange[] {
  const [earlier, later] = [before, after].map(
    ({ attributes = [] }) => new Map(attributes.map((attribute) => [attribute.id, attribute])),
  ) as [Map<string, Attribute>, Map<string, Attribute>];
  const subject = (id: string) => `${after.id}/${id}`;
  const addedOrChanged = [...later.values()].flatMap(({ id, text, when }): PackChange[] => {
    const was = earlier.get(id);
    if (was === undefined) return [{ subject: subject(id), change: 'added', text }];
    const texts = [
      ...expressionChanges(was.when, when),
      ...(was.text.zh === text.zh && was.text.en === text.en ? [] : [text]),
    ];
    return texts.map((each) => ({ subject: subject(id), change: 'changed', text: each }));
  });
  const removed = [...earlier.values()].filter(({ id }) => !later.has(id));
  return [
    ...addedOrChanged,
    ...removed.map(({ id, text }): PackChange => ({ subject: subject(id), change: 'removed', text })),
  ];
}
