import { usual, type Declaration } from '../clients/citizen.ts';
import { seededPeople } from '../demo/people.ts';
import { liZhiqiang, wangXiuying, zhangJianguo } from '../people/cast.ts';
import type { Person } from '../people/person.ts';
import { deviceIdOf } from './device-id.ts';

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Somebody whose day the visitor may live, with what she would declare. */
export interface WalkPerson extends Person {
  readonly id: string;
  readonly about: Bilingual;
  readonly place: Bilingual;
  readonly declaration: Declaration;
  /** Her phone is the same one however often the walk is walked. */
  readonly deviceId: string;
}

interface Role {
  readonly id: string;
  readonly person: Person;
  readonly about: Bilingual;
  readonly place: Bilingual;
}

const roles: readonly Role[] = [
  {
    id: 'wang',
    person: wangXiuying,
    about: { zh: '身体很好,一直在家', en: 'well, and at home all along' },
    place: { zh: '山西太原', en: 'Taiyuan, Shanxi' },
  },
  {
    id: 'zhang',
    person: zhangJianguo,
    about: { zh: '今天发烧,如实申报', en: 'has a fever today and says so' },
    place: { zh: '山东济南', en: 'Jinan, Shandong' },
  },
  {
    id: 'li',
    person: liZhiqiang,
    about: { zh: '一周前到过高风险地区', en: 'was in a high-risk area a week ago' },
    place: { zh: '山西太原', en: 'Taiyuan, Shanxi' },
  },
];

/** The divisions that occur in the declarations, by their names. */
export const placeNames: Readonly<Record<string, Bilingual>> = {
  '140105': { zh: '太原市小店区', en: 'Xiaodian, Taiyuan' },
  '140106': { zh: '太原市迎泽区', en: 'Yingze, Taiyuan' },
  '370102': { zh: '济南市历下区', en: 'Lixia, Jinan' },
  '130102': { zh: '石家庄市长安区', en: "Chang'an, Shijiazhuang" },
};

/** The three with declarations whose dates lie around today. */
export function walkPeople(): WalkPerson[] {
  const seeded = seededPeople();
  return roles.map(({ id, person, about, place }) => ({
    ...person,
    id,
    about,
    place,
    declaration: seeded.find((each) => each.person === person)?.declaration ?? usual(person),
    deviceId: deviceIdOf(person.documentNumber),
  }));
}
