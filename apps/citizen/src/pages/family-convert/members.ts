import type { Kept } from '@/store/kept';
import type { Speaker } from '@/words/language';

/** She herself, beside the ids of those she acts for. */
export const herself = 'self';

/** Who a member of the family is, as a page says it. */
export function nameOfMember({ family }: Kept, t: Speaker, member: string): string {
  if (member === herself) return t('本人', 'you');
  return family.find(({ dependantId }) => dependantId === member)?.maskedName ?? t('家人', 'somebody of yours');
}
