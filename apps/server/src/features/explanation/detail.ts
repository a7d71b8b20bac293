import { day, type schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { Divisions } from '../division/index.ts';

type Bilingual = schemas.Bilingual;
/** The data of a fact; its kind says which of these there are. */
type Data = Readonly<Record<string, unknown>>;
type Teller = (data: Data, placeOf: (division: unknown) => Bilingual) => Bilingual | null;

const pair = (zh: string, en: string): Bilingual => ({ zh, en });
const together = (parts: readonly Bilingual[]): Bilingual =>
  pair(parts.map(({ zh }) => zh).join(','), parts.map(({ en }) => en).join(', '));

const words = {
  degree: {
    close: pair('密切接触', 'close contact'),
    secondary: pair('次密接', 'secondary contact'),
    companion: pair('时空伴随', 'in the same place and time as a case'),
    investigated: pair('区域协查', 'asked about by another region'),
  },
  state: {
    'first-screen-positive': pair('初筛阳性', 'positive at first screening'),
    suspected: pair('疑似病例', 'suspected case'),
    confirmed: pair('确诊病例', 'confirmed case'),
    asymptomatic: pair('无症状感染者', 'infected without symptoms'),
    repositive: pair('复阳', 'positive again'),
    discharged: pair('已出院', 'discharged'),
    none: pair('不是病例', 'no case'),
  },
  isolation: { central: pair('集中隔离', 'central isolation'), home: pair('居家隔离', 'isolation at home') },
  result: { negative: pair('阴性', 'negative'), positive: pair('阳性', 'positive') },
  grade: {
    attested: pair('由该省核实', 'confirmed by that province'),
    shown: pair('见于该省签发的码', 'shown in a code of that province'),
    relayed: pair('由国家政务服务平台转述', 'relayed by the national platform'),
    national: pair('全国防疫信息码', 'the national code'),
  },
  colour: { green: pair('绿码', 'green'), yellow: pair('黄码', 'yellow'), red: pair('红码', 'red') },
  tag: {
    red: pair('红标', 'red tag'),
    yellow: pair('黄标', 'yellow tag'),
    blue: pair('蓝标', 'blue tag'),
    green: pair('绿标', 'green tag'),
  },
} satisfies Record<string, Record<string, Bilingual>>;

function word(list: keyof typeof words, code: unknown): Bilingual {
  const known: Record<string, Bilingual> = words[list];
  return known[String(code)] ?? pair(String(code), String(code));
}

/** A day in China or an instant, as facts hold them; a day stays a day. */
function dayOrInstant(value: unknown): Bilingual {
  const text = String(value);
  if (text.length > 10) return day(new Date(text));
  const { zh, en } = day(new Date(`${text}T00:00:00+08:00`));
  return pair(zh.replace(/ 0:00$/, ''), en.replace(/ 0:00$/, ''));
}

const from = (value: unknown): Bilingual => {
  const at = dayOrInstant(value);
  return pair(`${at.zh}起`, `from ${at.en}`);
};

const to = (value: unknown): Bilingual[] => {
  if (value === undefined) return [];
  const at = dayOrInstant(value);
  return [pair(`至${at.zh}`, `until ${at.en}`)];
};

const at = (verb: Bilingual, value: unknown): Bilingual => {
  const instant = dayOrInstant(value);
  return pair(`${instant.zh}${verb.zh}`, `${verb.en} ${instant.en}`);
};

const stays: Teller = ({ stays: list }) => {
  const count = Array.isArray(list) ? list.length : 0;
  return pair(`${count} 处停留`, `${count} ${count === 1 ? 'stay' : 'stays'}`);
};

/** What facts of each kind say; a kind that is not here says all by its name. */
const tellers: Partial<Record<Fact['kind'], Teller>> = {
  'health-declaration': ({ symptoms, contactWithCase }) => {
    const ill = Array.isArray(symptoms) && symptoms.length > 0;
    const health = ill ? pair('有症状', 'with symptoms') : pair('没有症状', 'without symptoms');
    return contactWithCase === true ? together([health, pair('接触过病例', 'has met a case')]) : health;
  },
  'itinerary-declaration': stays,
  'itinerary-card': stays,
  residence: ({ division }, placeOf) => placeOf(division),
  'case-state': ({ state, since }) => together([word('state', state), from(since)]),
  contact: ({ degree, since, until }) => together([word('degree', degree), from(since), ...to(until)]),
  isolation: ({ place, since, until }) => together([word('isolation', place), from(since), ...to(until)]),
  nat: ({ result, sampledAt, method }) =>
    together([
      word('result', result),
      at(pair('采样', 'sampled'), sampledAt),
      ...(method === 'pool' ? [pair('混采', 'pooled')] : []),
    ]),
  'entry-from-abroad': ({ enteredAt }) => at(pair('入境', 'entered'), enteredAt),
  arrival: ({ tag, division, arrivedAt }, placeOf) =>
    together([placeOf(division), word('tag', tag), at(pair('抵达', 'arrived'), arrivedAt)]),
  'origin-code': ({ division, colour, grade }, placeOf) =>
    together([placeOf(division), word('colour', colour), ...(grade === undefined ? [] : [word('grade', grade)])]),
  'pushed-colour': ({ division, colour, pushedAt }, placeOf) =>
    together([placeOf(division), word('colour', colour), at(pair('推送', 'pushed'), pushedAt)]),
  'manual-colour': ({ colour, documentNumber, since, until }) =>
    together([word('colour', colour), pair(String(documentNumber), String(documentNumber)), from(since), ...to(until)]),
  exemption: ({ documentNumber, since, until }) =>
    together([pair(String(documentNumber), String(documentNumber)), from(since), ...to(until)]),
  'movement-permit': ({ from: begin, until }) => together([from(begin), ...to(until)]),
  post: ({ since, until }) => together([from(since), ...to(until)]),
};

/** What a fact says, in words; null where its kind says all. */
export function detailOf({ kind, data }: Fact, divisions: Divisions, now: Date): Bilingual | null {
  const placeOf = (division: unknown): Bilingual => {
    const code = String(division);
    const name = (divisions.find(code, now) ?? divisions.latest(code))?.name;
    return pair(name?.zh ?? code, name?.en ?? name?.zh ?? code);
  };
  return tellers[kind]?.(data as Data, placeOf) ?? null;
}
