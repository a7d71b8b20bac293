import { approvalKinds, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';

/** The office of a division by its whole name: 山西省太原市. */
export function officeOf({ divisions }: Pick<NodeContext, 'divisions'>, division: string): schemas.Bilingual {
  const path = divisions.path(division);
  if (path.length === 0) return { zh: division, en: division };
  return {
    zh: path.map(({ name }) => name.zh).join(''),
    en: path
      .map(({ name }) => name.en ?? name.zh)
      .toReversed()
      .join(', '),
  };
}

/** A ground of a list or of a colour by hand in words. */
export function groundOf(kind: 'colour-list' | 'manual-colour', ground: string): schemas.Bilingual {
  const grounds: Readonly<Record<string, schemas.Bilingual>> = approvalKinds[kind].grounds;
  const { zh, en } = grounds[ground] ?? { zh: ground, en: ground };
  return { zh, en };
}
