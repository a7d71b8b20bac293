import Taro from '@tarojs/taro';
import { actFor } from '@/store/acting';
import { useKept, useWords } from '@/store/hooks';
import { useWorking } from '@/store/working';

/** On top of every page, whom it is about where that is not herself; one tap, and it is about herself again. */
export function ActingBanner({ isHome }: { readonly isHome: boolean }) {
  const { actingFor, me } = useKept();
  const t = useWords();
  const working = useWorking();
  if (actingFor === undefined) return undefined;
  const leave = () => {
    actFor(undefined);
    // Another page was opened for somebody else.
    if (!isHome) void Taro.reLaunch({ url: '/pages/code/index' });
  };
  return (
    <aside className="acting" aria-label={t('正在为谁办理', 'Whom you act for')}>
      <span className="acting-text">
        {t('正在为', 'Acting for')} <span className="acting-name">{me?.maskedName ?? ''}</span> {t('办理', '')}
      </span>
      <button type="button" className="acting-leave" disabled={working} onClick={working ? undefined : leave}>
        {t('换回本人', 'Back to me')}
      </button>
    </aside>
  );
}
