import type { AppliedFallback } from '@tongxing/device';
import { useWords } from '../words/language.ts';

/** That the order for when the node cannot be reached applies, until when, and what it says. */
export function FallbackNotice({ fallback }: { readonly fallback: AppliedFallback | undefined }) {
  const t = useWords();
  if (fallback === undefined) return null;
  const { order, until } = fallback;
  const end = new Date((until + 8 * 3600) * 1000).toISOString().slice(5, 16).replace('T', ' ');
  return (
    <details class="trouble fallback">
      <summary>
        {t(`系统中断办法已启动,至 ${end}`, `The order for when the system is down applies until ${end}`)}
      </summary>
      {t
        .say(order.text)
        .split('\n')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      <p class="fine">{t.say(order.source)}</p>
    </details>
  );
}
