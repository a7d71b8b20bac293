import { problems, type ProblemCode, type schemas } from '@tongxing/contract';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Once, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { checkStays } from '../declaration/index.ts';
import { hasPhone, isYoungerThan, recordActing, requireGuardianship } from '../identity/index.ts';
import { type ApplyDeps, type Application, prepare, requirePlaces, storeApplications } from './apply.ts';
import { showConversion } from './show.ts';
import { useTickets } from '../admission/index.ts';

type Guardianship = Awaited<ReturnType<typeof requireGuardianship>>;

/** A child so young cannot agree; its guardian does (Personal Information Protection Law, article 31). */
const agreesAloneFrom = 14;

interface Member {
  readonly dependantId: string | null;
  readonly personId?: string;
  readonly guardianship?: Guardianship;
  readonly application?: Application;
  /** By her guardian's word, which is kept. */
  readonly byGuardian?: boolean;
  readonly problem?: ProblemCode;
}

/**
 * One submission for a family: one place in the queue, and an application for each member that goes its own way. What stands against one
 * is answered for that one alone; a form that cannot be is refused as a whole, so that it can be mended and sent again.
 * @throws Refusal division-unknown, stay-invalid, origin-unknown, conversion-queue
 */
export async function applyAsFamily(
  deps: ApplyDeps,
  applicantId: string,
  submission: schemas.FamilyApplication,
  { once, ticket }: { readonly once: Once; readonly ticket: string | undefined },
): Promise<schemas.Family> {
  await requirePlaces(deps, submission);
  for (const [position, { stays }] of submission.members.entries()) {
    const { itineraryDays } = deps.province.declaration;
    checkStays(deps.divisions, stays, deps.clock.now(), itineraryDays, `/body/members/${position}/stays`);
  }
  const groupId = newId(deps.clock.now());
  const members: Member[] = [];
  for (const member of submission.members)
    members.push(await readMember(deps, applicantId, groupId, submission, member));
  const stored = await deps.letIn({ personId: applicantId, ticket, size: members.length }, (used) =>
    transact(
      deps.db,
      async (tx) => {
        if (used !== undefined) await useTickets(tx, [used]);
        await store(tx, deps, applicantId, groupId, submission, members);
        return { groupId };
      },
      once,
    ),
  );
  return showFamily(deps, applicantId, stored.groupId);
}

async function readMember(
  deps: ApplyDeps,
  applicantId: string,
  groupId: string,
  { originDivision, scope, pledge }: schemas.FamilyApplication,
  { dependantId: handle, consent, answers, stays, guardianConsent = false }: schemas.FamilyMember,
): Promise<Member> {
  const dependantId = handle ?? null;
  try {
    const guardianship = dependantId === null ? undefined : await requireGuardianship(deps, applicantId, dependantId);
    const personId = guardianship?.dependantId ?? applicantId;
    const isChild = guardianship !== undefined && (await isYoungerThan(deps, guardianship, agreesAloneFrom));
    if (isChild && !guardianConsent) return { dependantId, problem: 'guardian-consent-required' };
    // Whoever has a phone of her own can say so herself: another's word that she agrees is not enough.
    const agreesHerself = guardianship !== undefined && !isChild && (await hasPhone(deps.db, personId));
    if (agreesHerself && consent.grade === 'asserted') return { dependantId, problem: 'dependant-agreement-required' };
    const application = prepare(deps, personId, { originDivision, scope, consent, answers, stays, pledge }, groupId);
    const { refusal } = application;
    if (refusal !== undefined) return { dependantId, problem: refusal.code };
    return { dependantId, personId, application, byGuardian: isChild, ...(guardianship && { guardianship }) };
  } catch (error) {
    if (error instanceof Refusal) return { dependantId, problem: error.code };
    throw error;
  }
}

async function store(
  tx: Tx,
  deps: ApplyDeps,
  applicantId: string,
  groupId: string,
  { pledge }: schemas.FamilyApplication,
  members: readonly Member[],
): Promise<void> {
  const now = deps.clock.now();
  const rows = await storeApplications(
    tx,
    deps,
    members.flatMap(({ application }) => application ?? []),
  );
  await tx
    .insertInto('conversion_group')
    .values({ person_id: applicantId, group_id: groupId, submitted_at: now })
    .execute();
  for (const [position, { personId, guardianship, application, byGuardian, problem }] of members.entries()) {
    const conversionId =
      application !== undefined && rows.has(application.conversionId) ? application.conversionId : null;
    await tx
      .insertInto('conversion_group_member')
      .values({
        person_id: applicantId,
        group_id: groupId,
        position,
        member_id: personId ?? null,
        guardianship_id: members[position]?.dependantId ?? null,
        conversion_id: conversionId,
        problem: problem ?? (conversionId === null ? 'conversion-open' : null),
      })
      .execute();
    if (conversionId === null || guardianship === undefined) continue;
    await recordActing({ ...deps, db: tx }, guardianship, 'applyForFamily');
    if (byGuardian !== true) continue;
    await tx
      .insertInto('guardian_consent')
      .values({
        person_id: guardianship.dependantId,
        conversion_id: conversionId,
        guardian_id: applicantId,
        pledge_version: pledge.version,
        consented_at: now,
      })
      .execute();
  }
}

/** @throws Refusal not-found */
export async function showFamily(
  deps: Pick<ApplyDeps, 'db' | 'clock' | 'province'>,
  applicantId: string,
  groupId: string,
): Promise<schemas.Family> {
  const group = await deps.db
    .selectFrom('conversion_group')
    .select('submitted_at')
    .where('person_id', '=', applicantId)
    .where('group_id', '=', groupId)
    .executeTakeFirst();
  if (group === undefined) throw new Refusal('not-found');
  const rows = await deps.db
    .selectFrom('conversion_group_member')
    .selectAll()
    .where('person_id', '=', applicantId)
    .where('group_id', '=', groupId)
    .orderBy('position')
    .execute();
  const members = [];
  for (const row of rows) {
    const dependantId = row.guardianship_id;
    const conversion = await conversionOf(deps, applicantId, row);
    const problem = row.problem ?? (conversion === null ? 'dependant-unknown' : null);
    members.push({ dependantId, conversion, problem: problem === null ? null : inWords(problem as ProblemCode) });
  }
  return { groupId, submittedAt: toEdge(group.submitted_at), members };
}

/** Of somebody she acts for no longer she is told nothing more. */
async function conversionOf(
  deps: Pick<ApplyDeps, 'db' | 'clock' | 'province'>,
  applicantId: string,
  row: { guardianship_id: string | null; member_id: string | null; conversion_id: string | null },
): Promise<schemas.Conversion | null> {
  if (row.conversion_id === null || row.member_id === null) return null;
  try {
    if (row.guardianship_id !== null) await requireGuardianship(deps, applicantId, row.guardianship_id);
    return await showConversion(deps, row.member_id, row.conversion_id);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function inWords(code: ProblemCode): NonNullable<schemas.Family['members'][number]['problem']> {
  const { zh, en } = problems[code];
  return { code, title: { zh: zh.title, en: en.title }, cure: { zh: zh.cure, en: en.cure } };
}
