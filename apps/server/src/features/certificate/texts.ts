import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { spokenTime } from '../notification/index.ts';
import type { Claims } from './sign.ts';

type Deps = Pick<NodeContext, 'province' | 'divisions' | 'clock'>;
type Bilingual = schemas.Bilingual;

const colours: Readonly<Record<schemas.Colour, Bilingual>> = {
  green: { zh: '绿码', en: 'green' },
  yellow: { zh: '黄码', en: 'yellow' },
  red: { zh: '红码', en: 'red' },
  pending: { zh: '待核', en: 'pending' },
};

export const titles: Readonly<Record<Claims['kind'], Bilingual>> = {
  conversion: { zh: '转码成功证明', en: 'Proof of conversion' },
  correction: { zh: '更正证明', en: 'Certificate of correction' },
  closure: { zh: '注销回执', en: 'Receipt of a closed account' },
};

export function textOf(deps: Deps, certificate: Claims): Bilingual {
  if (certificate.kind === 'closure') return textOfClosure(deps, certificate.claims);
  return certificate.kind === 'conversion'
    ? textOfConversion(deps, certificate.claims)
    : textOfCorrection(deps, certificate.claims);
}

/** Every time with its year: a certificate is read long after. */
const dated = (instant: string): Bilingual => {
  const { zh, en } = spokenTime(new Date(instant));
  const year = instant.slice(0, 4);
  return { zh: `${year}年${zh}`, en: `${en} ${year}` };
};

export function textOfCorrection({ province }: Deps, claims: schemas.CorrectionClaims): Bilingual {
  const { wrong, corrected, maskedName, lastFour, caseNumber } = claims;
  const [since, at] = [dated(wrong.since), dated(corrected.at)];
  const [was, is] = [colours[wrong.colour], colours[corrected.colour]];
  const { codeName, name } = province;
  return {
    zh: `更正证明:${maskedName}(证件末四位 ${lastFour})自${since.zh}起显示的${was.zh}有误,已于${at.zh}更正为${is.zh}。${codeName.zh},${name.zh},编号${caseNumber}。`,
    en: `Certificate of correction: the ${was.en} code shown for ${maskedName} (document ending in ${lastFour}) since ${since.en} was wrong and was corrected to ${is.en} at ${at.en}. ${codeName.en}, ${name.en}, case ${caseNumber}.`,
  };
}

function textOfClosure(
  { province }: Deps,
  { askedAt, destroyedAt, destroyed, kept }: schemas.ClosureClaims,
): Bilingual {
  const [asked, at] = [dated(askedAt), dated(destroyedAt)];
  const rows = Object.values(destroyed).reduce((sum, count) => sum + count, 0);
  const left = kept.reduce((sum, each) => sum + each.rows, 0);
  const { codeName, name } = province;
  return {
    zh: `注销回执:应本人于${asked.zh}的申请,${codeName.zh}已于${at.zh}销毁一个账号的全部信息,共${rows}条;依法留存工作人员操作记录${left}条,不再指向任何人,到期销毁。${name.zh}。`,
    en: `Receipt of a closed account: as its owner asked at ${asked.en}, everything that the ${codeName.en} held of one account, ${rows} records, was destroyed at ${at.en}; ${left} records of what staff did are kept by law for their time and lead to nobody. ${name.en}.`,
  };
}

export function textOfConversion(deps: Deps, claims: schemas.ConversionClaims): Bilingual {
  const { converted, maskedName, lastFour, validUntil } = claims;
  const [at, until] = [dated(converted.at), dated(validUntil)];
  const [origin, scope] = [nameOf(deps, claims.origin), nameOf(deps, claims.scope)];
  const { codeName, name } = deps.province;
  return {
    zh: `转码成功证明:${maskedName}(证件末四位 ${lastFour})的${origin.zh}健康码已于${at.zh}转换为${codeName.zh}(${scope.zh}),颜色为${colours[converted.colour].zh},有效期至${until.zh}。此后的颜色以亮码时为准。${name.zh}。`,
    en: `Proof of conversion: the health code of ${origin.en} of ${maskedName} (document ending in ${lastFour}) was converted into the ${codeName.en} (${scope.en}) at ${at.en}, ${colours[converted.colour].en}, valid until ${until.en}. Later colours are told by the code itself. ${name.en}.`,
  };
}

/** A division by its name; by its code where the list has none of that code. */
function nameOf({ divisions, clock }: Deps, code: string): Bilingual {
  const found = divisions.find(code, clock.now());
  return found === undefined ? { zh: code, en: code } : { zh: found.name.zh, en: found.name.en ?? found.name.zh };
}
