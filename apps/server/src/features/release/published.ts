import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { activations, findRelease, packStoredAs, type StoredPack } from '../policy/index.ts';
import { describePacks } from './describe.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/** What judges people now, and what is approved and will: for everybody to read before it happens. */
export async function rulesInForce({ db, clock }: Deps): Promise<schemas.RulesInForce> {
  const now = clock.now();
  const all = await activations(db);
  const present = all.findLast(({ effective_at: at }) => at <= now);
  if (present === undefined) throw new Refusal('temporarily-unavailable', { retryAfterSeconds: 60 });
  const { content, content_hash: hash } = (await findRelease(db, present.release_id))!;
  const coming = all.find(({ effective_at: at }) => at > now);
  // Of several for one minute the last one counts.
  const next = coming && all.findLast(({ effective_at: at }) => at.getTime() === coming.effective_at.getTime());
  const announced = next === undefined || next.release_id === present.release_id ? undefined : next;
  const nextContent = announced && (await findRelease(db, announced.release_id))!.content;
  return {
    releaseId: present.release_id,
    title: content.title,
    effectiveAt: toEdge(present.effective_at),
    sha256: hash.toString('base64url'),
    packs: await describePacks(db, content),
    doors: [...(content.doors ?? [])],
    notices: [...(content.notices ?? [])],
    next:
      announced === undefined || nextContent === undefined
        ? null
        : {
            releaseId: announced.release_id,
            title: nextContent.title,
            effectiveAt: toEdge(announced.effective_at),
            notices: [...(nextContent.notices ?? [])],
          },
  };
}

/** A pack of a release that was approved. A draft is nobody’s business yet. @throws Refusal not-found */
export async function publishedPack({ db }: Deps, { id, version }: schemas.PackName): Promise<StoredPack> {
  const releases = new Set((await activations(db)).map(({ release_id: releaseId }) => releaseId));
  for (const releaseId of releases) {
    const { content } = (await findRelease(db, releaseId))!;
    if (content.packs.some((pack) => pack.id === id && pack.version === version)) {
      return (await packStoredAs(db, id, version)).content as StoredPack;
    }
  }
  throw new Refusal('not-found');
}
