import { usual, type Declaration } from '../clients/citizen.ts';
import { liuYang, liZhiqiang, sunLihua, zhangJianguo, zhaoChen } from '../people/cast.ts';
import type { Person } from '../people/person.ts';

export interface SeededPerson {
  readonly person: Person;
  readonly division: string;
  /** The scope of the code: the city in Shanxi, the province in Shandong. */
  readonly scope: string;
  readonly declaration: Declaration;
}

const day = 86_400_000;

/** Who is there when the demo opens: greens, a yellow and reds, each for a reason of its own. The heroine comes by herself. */
export function seededPeople(): SeededPerson[] {
  const feverish = usual(zhangJianguo);
  return [
    shandong(zhangJianguo, { ...feverish, answers: { ...feverish.answers, symptoms: ['fever'], temperature: 38.1 } }),
    shanxi(liZhiqiang, { ...usual(liZhiqiang), stays: journey(liZhiqiang) }),
    shanxi(zhaoChen, usual(zhaoChen)),
    shandong(sunLihua, usual(sunLihua)),
    shandong(liuYang, usual(liuYang)),
  ];
}

function shanxi(person: Person, declaration: Declaration): SeededPerson {
  return { person, division: '140000', scope: `${person.residenceDivision.slice(0, 4)}00`, declaration };
}

function shandong(person: Person, declaration: Declaration): SeededPerson {
  return { person, division: '370000', scope: '370000', declaration };
}

/** At home, three days in the county of the high-risk area, home again: as the carriers saw it. */
function journey({ residenceDivision }: Person): Declaration['stays'] {
  const at = (daysAgo: number) => new Date(Date.now() - daysAgo * day).toISOString();
  return [
    { division: residenceDivision, from: at(13), to: at(8) },
    { division: '130102', from: at(8), to: at(5) },
    { division: residenceDivision, from: at(5), to: at(0) },
  ];
}
