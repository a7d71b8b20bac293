import { makePerson, type Person } from './person.ts';
import { makeTraveller, type Traveller } from './traveller.ts';

/** The resident of 小店区, 太原, whom the main story follows from Shanxi to Shandong. Nothing is known against her. */
export const wangXiuying: Person = {
  ...makePerson({ seed: 1, division: '140105', born: '1968-04-12', sex: 'female' }),
  name: '王秀英',
};

/** A man of 历下区, 济南, who declares a fever; no outside system knows of it. */
export const zhangJianguo: Person = {
  ...makePerson({ seed: 2, division: '370102', born: '1975-09-03', sex: 'male' }),
  name: '张建国',
};

/** A man of 迎泽区, 太原, who lately stayed in a high-risk area in 石家庄. */
export const liZhiqiang: Person = {
  ...makePerson({ seed: 3, division: '140106', born: '1983-01-27', sex: 'male' }),
  name: '李志强',
};

/** She writes her name 陈晓燕; the population registry holds 陈小燕 under her number. */
export const chenXiaoyan: Person = {
  ...makePerson({ seed: 4, division: '140107', born: '1990-06-18', sex: 'female' }),
  name: '陈晓燕',
};

/** The name the registry holds for {@link chenXiaoyan}. */
export const chenXiaoyanInRegistry = '陈小燕';

/** A man of 市南区, 青岛: close contact of a case, at home under observation. */
export const liuYang: Person = {
  ...makePerson({ seed: 5, division: '370202', born: '1995-11-30', sex: 'male' }),
  name: '刘洋',
};

/** A resident of 市中区, 济南. Nothing is known against her. */
export const sunLihua: Person = {
  ...makePerson({ seed: 6, division: '370103', born: '1958-02-21', sex: 'female' }),
  name: '孙丽华',
};

/** A student of 杏花岭区, 太原, with a negative test of yesterday and a journey to 青岛. */
export const zhaoChen: Person = {
  ...makePerson({ seed: 7, division: '140107', born: '2002-08-08', sex: 'male' }),
  name: '赵晨',
};

/** A woman of 长安区, 石家庄, in hospital with a confirmed infection. */
export const zhouMin: Person = {
  ...makePerson({ seed: 8, division: '130102', born: '1979-12-05', sex: 'female' }),
  name: '周敏',
};

/** A man whom no outside system knows. */
export const wuMing: Person = {
  ...makePerson({ seed: 9, division: '370202', born: '1988-05-16', sex: 'male' }),
  name: '吴铭',
};

/** Everybody above whom the population registry knows. */
export const registeredCast: readonly Person[] = [
  wangXiuying,
  zhangJianguo,
  liZhiqiang,
  chenXiaoyan,
  liuYang,
  sunLihua,
  zhaoChen,
  zhouMin,
];

/** The son of {@link wangXiuying}, in her household register. */
export const wangXiaobao: Person = {
  ...makePerson({ seed: 10, division: '140105', born: '2014-06-01', sex: 'male' }),
  name: '王小宝',
};

/** Her daughter, who is in no register yet: what names her is the number of her birth certificate. */
export const wangXiaoyue = { name: '王小月', born: '2026-09-10', birthCertificate: 'Z140000001' };

/** An engineer with a British passport, and the passport he had before. */
export const johnSmith: Traveller = makeTraveller({ seed: 11, documentType: '20', issuingCountry: 'GBR' });
export const johnSmithBefore: Traveller = {
  ...makeTraveller({ seed: 12, documentType: '20', issuingCountry: 'GBR' }),
  name: johnSmith.name,
  personKey: johnSmith.personKey,
};

/** One of each other type that the exit-entry registry holds. */
export const hongKongTraveller: Traveller = makeTraveller({ seed: 13, documentType: '14' });
export const taiwanTraveller: Traveller = makeTraveller({ seed: 14, documentType: '15' });
export const taiwanOnce: Traveller = makeTraveller({ seed: 15, documentType: '16' });
export const permanentResident: Traveller = makeTraveller({ seed: 16, documentType: '34' });

/** Everybody whom the exit-entry registry knows. */
export const travellers: readonly Traveller[] = [
  johnSmith,
  johnSmithBefore,
  hongKongTraveller,
  taiwanTraveller,
  taiwanOnce,
  permanentResident,
];
