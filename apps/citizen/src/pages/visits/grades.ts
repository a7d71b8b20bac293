import type { schemas } from '@tongxing/contract';
import type { Bilingual } from '@/words/language';

/** How a visit is known, as she reads it. */
export const grades: Readonly<Record<schemas.VisitGrade, Bilingual>> = {
  waiting: { zh: '等待工作人员确认', en: 'Waits for the person at the door' },
  display: { zh: '扫了门口的动态场所码', en: 'By the changing code at the door' },
  guard: { zh: '门口工作人员已确认', en: 'Confirmed by the person at the door' },
  gate: { zh: '门口扫过您的健康码', en: 'Your code was read at the door' },
};
