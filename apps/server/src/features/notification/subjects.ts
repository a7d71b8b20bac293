import type { NodeContext } from '../../node-context.ts';
import { personCard } from '../identity/index.ts';
import type { Attempt } from './claim.ts';
import { contactsOf, type Contact } from './contacts.ts';
import type { GuardiansOf } from './ports.ts';
import { withReasons, type StoredMessage } from './stored.ts';

/** What a batch of attempts is about: the messages, where their people are reached, and who represents those that need it. */
export interface Subjects {
  readonly messages: ReadonlyMap<string, StoredMessage>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly guardianPhones: ReadonlyMap<string, readonly string[]>;
  readonly maskedNames: ReadonlyMap<string, string>;
}

type Deps = Pick<NodeContext, 'db' | 'seal' | 'province'> & { readonly guardiansOf: GuardiansOf };

export async function loadSubjects(deps: Deps, attempts: readonly Attempt[]): Promise<Subjects> {
  const personIds = [...new Set(attempts.map(({ personId }) => personId))];
  const rows = await deps.db
    .selectFrom('message')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where(
      'message_id',
      'in',
      attempts.map(({ messageId }) => messageId),
    )
    .execute();
  const messages = await withReasons(deps.db, rows);
  const contacts = await contactsOf(deps.db, deps, personIds);
  const guardianPhones = new Map<string, string[]>();
  const maskedNames = new Map<string, string>();
  // Guardians are asked for only where her own channels are behind her, or where she has none: few of many.
  for (const personId of withoutOwnChannel(deps, attempts, contacts)) {
    const guardianIds = await deps.guardiansOf(deps.db, personId);
    const phones = await contactsOf(deps.db, deps, guardianIds);
    guardianPhones.set(
      personId,
      guardianIds.flatMap((id) => phones.get(id)?.phone ?? []),
    );
    maskedNames.set(personId, (await personCard(deps.db, deps, personId)).maskedName);
  }
  return {
    messages: new Map(messages.map((message) => [message.messageId, message])),
    contacts,
    guardianPhones,
    maskedNames,
  };
}

function withoutOwnChannel(
  { province }: Deps,
  attempts: readonly Attempt[],
  contacts: ReadonlyMap<string, Contact>,
): Set<string> {
  const place = province.notification.channels.indexOf('guardian');
  if (place < 0) return new Set();
  const needing = attempts.filter(
    ({ step, personId }) => step >= place || (contacts.get(personId)?.phone ?? null) === null,
  );
  return new Set(needing.map(({ personId }) => personId));
}
