import { pictureFindings, type PictureFindingWords, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { findingsIn, type PictureRow } from './store.ts';

/** A picture as its person sees it: what was compared, side by side with what it means. */
export function describePicture(deps: Pick<NodeContext, 'seal'>, row: PictureRow): schemas.Picture {
  return {
    pictureId: row.picture_id,
    state: row.state as schemas.Picture['state'],
    receivedAt: toEdge(row.received_at),
    findings: findingsIn(deps, row).map(({ code, agrees, said, found }) => {
      const words: PictureFindingWords = pictureFindings[code];
      const text = agrees === null ? words.unknown : agrees ? words.agrees : words.contradicts;
      const state = agrees === null ? ('unknown' as const) : agrees ? ('agrees' as const) : ('contradicts' as const);
      return { code, what: words.what, state, text, said, found };
    }),
  };
}
