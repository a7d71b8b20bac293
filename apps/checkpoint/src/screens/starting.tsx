import { useWords } from '../words/language.ts';
import { Sign } from './sign.tsx';

export function StartingScreen() {
  const t = useWords();
  return (
    <div class="page centred" role="status">
      <p class="lead">{t('正在打开查验', 'Opening the checkpoint')}</p>
    </div>
  );
}

/** The browser keeps nothing, or nothing can be read of what it has kept. */
export function NotOpenedScreen({ failure }: { readonly failure: unknown }) {
  const t = useWords();
  return (
    <div class="page centred" role="alert">
      <div class="tone-grey mark">
        <Sign tone="grey" />
      </div>
      <h1>{t('本机现在打不开查验', 'The checkpoint cannot be opened on this device')}</h1>
      <p>
        {t(
          '请关掉无痕模式,检查存储空间,再重新打开。等待上传的记录都还在。',
          'Leave private browsing, check the free space and open it again. Records that wait to be sent are still there.',
        )}
      </p>
      <p class="fine">{failure instanceof Error ? failure.name : String(failure)}</p>
      <button class="button main" type="button" onClick={() => location.reload()}>
        {t('重新打开', 'Open again')}
      </button>
    </div>
  );
}
