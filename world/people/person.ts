import { checkCharacter } from './document-number.ts';

export interface Person {
  name: string;
  /** Resident identity card, in the numbering of the gate interfaces. */
  documentType: '10';
  documentNumber: string;
  phone: string;
  /** Six digits of GB/T 2260, a county or district. */
  residenceDivision: string;
  /** YYYY-MM-DD */
  born: string;
  sex: 'female' | 'male';
}

export interface PersonSeed {
  /** A whole number from 0 to 99,999,999, used once in a world: it fixes the phone number and the name. */
  seed: number;
  division: string;
  /** YYYY-MM-DD; from the seed where absent. */
  born?: string;
  sex?: 'female' | 'male';
}

const DAY = 86_400_000;
const FIRST_BIRTHDAY = Date.UTC(1930, 0, 1);
/** 1930-01-01 to 2015-12-31. */
const BIRTHDAYS = 31_411;
/** No remainder in common with 4 × BIRTHDAYS, so that neighbouring seeds lie far apart and none collide. */
const SPREAD = 48_271;

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玉兰志红春梅国海燕云龙晶晨';

/**
 * A person who does not exist, always the same for the same seed.
 *
 * The identity number passes the GB 11643 check, with a sequence of 996 to 999. Those four were set aside for people over
 * a hundred when numbers had 15 digits, so nobody born from 1930 on was given one. The phone number begins with 154, which no
 * carrier has been allotted. Without `born` and `sex`, up to 125,644 consecutive seeds give different numbers in a division;
 * with both, only two different numbers exist.
 */
export function makePerson({ seed, division, born, sex }: PersonSeed): Person {
  const place = (seed * SPREAD) % (BIRTHDAYS * 4);
  const birthday = born ?? new Date(FIRST_BIRTHDAY + Math.floor(place / 4) * DAY).toISOString().slice(0, 10);
  const chosenSex = sex ?? (place % 2 === 0 ? 'female' : 'male');
  const sequence = 996 + (place & 2) + (chosenSex === 'male' ? 1 : 0);
  const body = `${division}${birthday.replaceAll('-', '')}${sequence}`;
  return {
    name: makeName(seed),
    documentType: '10',
    documentNumber: body + checkCharacter(body),
    phone: `154${String((seed * 38_471_293 + 20_200_429) % 100_000_000).padStart(8, '0')}`,
    residenceDivision: division,
    born: birthday,
    sex: chosenSex,
  };
}

function makeName(seed: number): string {
  const random = mulberry32(seed);
  const pick = (characters: string) => characters.charAt(Math.floor(random() * characters.length));
  return pick(SURNAMES) + pick(GIVEN) + (random() < 0.7 ? pick(GIVEN) : '');
}

/** A small generator of numbers in [0, 1) with 32 bits of state (mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
