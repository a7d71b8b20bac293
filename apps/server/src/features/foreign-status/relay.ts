import { schemas } from '@tongxing/contract';
import type { TrustedNode, Verifier } from '@tongxing/codec';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toUnix } from '../../platform/clock.ts';
import { askPeer, type AskDeps } from '../federation/index.ts';
import { keepForeignList, openForeignList } from './take-in.ts';

export type RelayDeps = AskDeps & Pick<NodeContext, 'db' | 'province'> & { readonly verifier: Verifier };

const path = 'federation/status-lists';
/** Two megabytes of lists in base64url, one that is larger by itself, and the addresses. */
const maximumBytes = 4_000_000;
/** Questions to one peer at a time: enough for the lists of a province of a hundred million. */
const mostRounds = 64;
const shortestPause = 60;

/** Asks every peer whose time has come for its lists, one after the other. */
export async function relayStatusLists(deps: RelayDeps, now: Date): Promise<void> {
  const known = await deps.db.selectFrom('status_relay').selectAll().execute();
  const relays = new Map(known.map((row) => [row.division, row]));
  for (const peer of await deps.trustList.nodes()) {
    if (peer.division === deps.config.division) continue;
    const relay = relays.get(peer.division);
    if (relay !== undefined && relay.due_at > now) continue;
    const failures = await relayOf(deps, peer, now).then(
      () => 0,
      (error: unknown) => {
        deps.log.outside('the status lists of a peer cannot be had', { peer: peer.division, error });
        return (relay?.failures ?? 0) + 1;
      },
    );
    const { statusRelaySeconds } = deps.province.recognition;
    const pause =
      failures === 0 ? statusRelaySeconds : Math.min(statusRelaySeconds, shortestPause * 2 ** (failures - 1));
    const row = { due_at: addSeconds(now, pause), failures };
    await deps.db
      .insertInto('status_relay')
      .values({ division: peer.division, ...row })
      .onConflict((conflict) => conflict.column('division').doUpdateSet(row))
      .execute();
  }
  await deps.db.deleteFrom('foreign_status_list').where('expires_at', '<=', now).execute();
}

/** @throws Error where the peer does not answer, or answers something else */
async function relayOf(deps: RelayDeps, peer: TrustedNode, now: Date): Promise<void> {
  const { trustList } = await deps.trustList.current();
  if (trustList === undefined) return;
  const refused = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const held = await deps.db
      .selectFrom('foreign_status_list')
      .select(['uri', 'issued_at'])
      .where('division', '=', peer.division)
      .limit(4096)
      .execute();
    const have = held.map(({ uri, issued_at }) => ({ uri, issuedAt: toUnix(issued_at) }));
    // What was refused is not asked for again in this round of questions.
    const question = { have: [...have, ...[...refused].map((uri) => ({ uri, issuedAt: toUnix(now) + 60 }))] };
    const answer = await askPeer(deps, peer.division, path, question, maximumBytes);
    if (!Value.Check(schemas.StatusListsAnswer, answer)) throw new Error('the peer’s lists are not in form');
    if (round === 0) await forgetOthers(deps, peer.division, answer.uris);
    if (answer.lists.length === 0) return;
    for (const { uri, token } of answer.lists) {
      const bytes = Buffer.from(token, 'base64url');
      try {
        const list = await openForeignList({ trustList, peer, verifier: deps.verifier, now }, uri, bytes);
        await keepForeignList(deps.db, { division: peer.division, token: bytes, list, now });
      } catch (error) {
        // One list that is wrong takes none of the others with it.
        deps.log.error('a status list of a peer is not believed', { peer: peer.division, error });
        refused.add(uri);
      }
    }
  }
}

/** The lists of days that are over. */
async function forgetOthers(deps: RelayDeps, division: string, uris: readonly string[]): Promise<void> {
  const gone = deps.db.deleteFrom('foreign_status_list').where('division', '=', division);
  await (uris.length === 0 ? gone : gone.where('uri', 'not in', [...uris])).execute();
}
