import { divisionAt } from '@tongxing/rules';
import type { Bilingual } from './schemas/basics.ts';

/** What the holder of a code for another place taps once, so that it can be judged here. */
export interface ScopeChange {
  /** `scope`: the same province, by applying for a code of this scope; `conversion`: another province's code, converted to this one. */
  readonly kind: 'scope' | 'conversion';
  readonly scope: string;
  readonly text: Bilingual;
  /** Opens it in the app of the province of the checkpoint, with what is known filled in. Nothing in it tells who she is. */
  readonly url: string;
}

/**
 * The way out of `out-of-scope`, for a checkpoint with or without a network. Null for a code that is good here.
 * @param seen the codes of what verification found, and the division of the code's issuer
 * @param here the division of the checkpoint, for what a code of its province is good, and the address of its app, ending in /
 */
export function scopeChangeFor(
  seen: { readonly findings: readonly string[]; readonly issuer: string },
  here: { readonly division: string; readonly scope: 'province' | 'city'; readonly app: string },
): ScopeChange | null {
  if (!seen.findings.includes('out-of-scope')) return null;
  const scope = divisionAt(here.division, here.scope) ?? here.division;
  if (divisionAt(seen.issuer, 'province') === divisionAt(here.division, 'province')) {
    const text = {
      zh: '请对方点一次「改为本地」:同一个码改到这里使用,无须重新申报。',
      en: 'They tap "use it here" once: the same code is made good for this place, and nothing is declared again.',
    };
    return { kind: 'scope', scope, text, url: `${here.app}#/pages/update/index?scope=${scope}` };
  }
  const text = {
    zh: '请对方点一次「转码」:用原省份的码换成本省的码。不方便时查验证件,或由工作人员代办。',
    en: 'They tap "convert" once: the code of their province becomes one of this province. Otherwise check the document, or help them with it.',
  };
  const known = `origin=${divisionAt(seen.issuer, 'province') ?? seen.issuer}&destination=${here.division}`;
  return { kind: 'conversion', scope, text, url: `${here.app}#/pages/convert/index?${known}` };
}
