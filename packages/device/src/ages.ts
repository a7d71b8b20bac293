import type { schemas } from '@tongxing/contract';

/** How long ago something was, as a guard says it. @param seconds since then */
export function age(seconds: number): schemas.Bilingual {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  if (minutes < 1) return { zh: '刚刚', en: 'just now' };
  if (minutes < 60) return { zh: `${minutes} 分钟前`, en: `${minutes} min ago` };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { zh: `${hours} 小时前`, en: `${hours} h ago` };
  const days = Math.floor(hours / 24);
  return { zh: `${days} 天前`, en: `${days} days ago` };
}
