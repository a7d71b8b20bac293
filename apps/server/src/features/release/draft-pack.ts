import type { schemas } from '@tongxing/contract';
import { checkCase, compilePack, lintPack, type Pack, PolicyError, runCase, type ValueSets } from '@tongxing/rules';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireDivisions } from '../division/index.ts';
import { packHash, storePack, type StoredPack } from '../policy/index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'divisions'>;
type Fault = { readonly path: string; readonly rule: string; readonly text?: schemas.Bilingual };

/**
 * Takes a draft pack in, if it is in order: its form, its rules, its divisions, and every one of its examples. It is available then, and
 * judges nobody until a release names it.
 * @throws Refusal division-unknown, not-permitted, invalid-input for what is no JSON, pack-faulty naming each place, pack-version-taken
 */
export async function draftPack(deps: Deps, by: StaffPrincipal, draft: schemas.PackDraft) {
  requireDivisions(deps.divisions, [{ path: '/body/division', code: draft.division, from: deps.clock.now() }]);
  requireDivision(by, draft.division);
  const pack = parse('/body/pack', draft.pack);
  const cases = draft.cases.map((text, i) => parse(`/body/cases/${i}`, text));
  const sets = {
    ...(await knownValueSets(deps.db)),
    ...Object.fromEntries(draft.valueSets.map((set) => [set.id, set.values])),
  };
  const faults = faultsOf(pack, cases, sets, draft.division);
  if (faults.length > 0) throw new Refusal('pack-faulty', { errors: faults });
  const checked = pack as Pack;
  const stored: StoredPack = {
    pack: checked,
    valueSets: Object.fromEntries(checked.valueSets.map((name) => [name, sets[name] ?? []])),
  };
  const isStored = await transact(deps.db, (tx) => storePack(tx, deps, stored, by.staffId));
  if (!isStored) throw new Refusal('pack-version-taken');
  const { id, version } = checked;
  return { id, version, sha256: packHash(stored).toString('base64url'), cases: cases.length };
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid-input', { errors: [{ path, rule: 'json' }] });
  }
}

/** Everything an editor has to put right, each at its place: in the pack, or in one of its examples. */
function faultsOf(pack: unknown, values: readonly unknown[], sets: ValueSets, division: string): Fault[] {
  const faults: Fault[] = [];
  const cases = values.map((value, i) => {
    try {
      return checkCase(value);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const text = { zh: '案例格式不符。', en: 'The example is not in form.' };
      faults.push({ path: `/cases/${i}${error.path}`, rule: error.code, text });
      return undefined;
    }
  });
  if (faults.length > 0) return faults;
  const checked = cases.map((each) => each!);
  const findings = lintPack(pack, sets, checked);
  if (findings.length > 0) return findings.map(({ path, code, message }) => ({ path, rule: code, text: message }));
  const { divisions } = pack as Pack;
  divisions.forEach((inside, i) => {
    if (coversDivision(division, inside)) return;
    const text = { zh: `${inside} 不在 ${division} 之内。`, en: `${inside} does not lie in ${division}.` };
    faults.push({ path: `/divisions/${i}`, rule: 'invalid-division', text });
  });
  const compiled = compilePack(pack, sets);
  checked.forEach((policyCase, i) => {
    for (const { field, expected, actual } of runCase(compiled, policyCase)) {
      const [should, is] = [JSON.stringify(expected), JSON.stringify(actual)];
      const text = { zh: `${field} 应为 ${should},实为 ${is}。`, en: `${field} should be ${should} and is ${is}.` };
      faults.push({ path: `/cases/${i}/expected`, rule: 'case-fails', text });
    }
  });
  return faults;
}

/** The lists that packs of this node name, each as it was taken in last. */
async function knownValueSets(read: Read): Promise<ValueSets> {
  const rows = await read.selectFrom('policy_pack').select('content').orderBy('loaded_at').execute();
  return Object.assign({}, ...rows.map((row) => (row.content as StoredPack).valueSets)) as ValueSets;
}
