import { routes, schemas, type RouteDefinition } from '@tongxing/contract';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { CitizenPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findGuardianship, standingGuardians, type Guardianship } from './guardianship.ts';
import { maskedNamesOf } from './find-people.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/** Instead of the name of somebody who has closed her account. */
const closedAccount = '*';

/**
 * The guardianship under which a citizen acts, by the handle she sent. An unknown, an ended and another guardian's handle are
 * answered alike. @throws Refusal dependant-unknown
 */
export async function requireGuardianship(deps: Deps, guardianId: string, handle: unknown): Promise<Guardianship> {
  const guardianship = Value.Check(schemas.Id, handle)
    ? await findGuardianship(deps.db, guardianId, handle, deps.clock.now())
    : undefined;
  if (guardianship === undefined) throw new Refusal('dependant-unknown');
  return guardianship;
}

/** The same citizen in the place of her dependant. */
export function inPlaceOf(citizen: CitizenPrincipal, { dependantId }: Guardianship): CitizenPrincipal {
  return { ...citizen, personId: dependantId, actingFor: { guardianId: citizen.personId } };
}

/** Keeps that a guardian is about to do something in the name of a person. */
export async function recordActing(deps: Deps, guardianship: Guardianship, route: string): Promise<void> {
  const now = deps.clock.now();
  await deps.db
    .insertInto('acting_record')
    .values({
      person_id: guardianship.dependantId,
      record_id: newId(now),
      guardian_id: guardianship.guardianId,
      route,
      acted_at: now,
    })
    .execute();
}

/** Who may act for a person now, and the latest of what was done in her name. */
export async function listGuardians(deps: Pick<NodeContext, 'db' | 'clock' | 'seal'>, personId: string) {
  const maskedName = async (id: string) => (await maskedNamesOf(deps.db, deps, [id])).get(id) ?? closedAccount;
  const guardians = await standingGuardians(deps.db, personId, deps.clock.now());
  const acted = await deps.db
    .selectFrom('acting_record')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('acted_at', 'desc')
    .limit(200)
    .execute();
  return {
    guardians: await Promise.all(
      guardians.map(async (row) => ({
        guardianshipId: row.guardianship_id,
        maskedName: await maskedName(row.guardian_id),
        since: toEdge(row.since),
        endsAt: toEdgeOrNull(row.due_at),
      })),
    ),
    acted: await Promise.all(
      acted.map(async (row) => ({
        maskedName: await maskedName(row.guardian_id),
        route: row.route,
        what: inWords(row.route),
        at: toEdge(row.acted_at),
      })),
    ),
  };
}

/** Records may be older than the routes there are now. */
function inWords(name: string): schemas.Bilingual {
  const known: Readonly<Record<string, RouteDefinition>> = routes;
  return known[name]?.summary ?? { zh: name, en: name };
}
