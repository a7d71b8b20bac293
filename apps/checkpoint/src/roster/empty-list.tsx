import { useWords } from '../words/language.ts';

/** Nobody has agreed yet: how to begin. */
export function EmptyList({ onInvite }: { readonly onInvite: () => void }) {
  const t = useWords();
  return (
    <div class="empty stack">
      <h3>{t('名单上还没有人', 'Nobody is on the list yet')}</h3>
      <ol class="numbered">
        <li>{t('生成加入码,打印一张 A4 纸。', 'Make a code for joining and print it on a sheet of A4.')}</li>
        <li>
          {t(
            '贴在门口或发给大家。本人扫码,看清您能看到什么,选好姓名怎样显示,再同意。孩子由家长办。',
            'Put it up at the door or hand it out. Everybody scans it, reads what you will see, chooses how the name is shown, and agrees; parents do it for children.',
          )}
        </li>
        <li>{t('回到这里点「重新读取」。', 'Come back here and press "Read again".')}</li>
      </ol>
      <button class="button main narrow-only" type="button" onClick={onInvite}>
        {t('去生成加入码', 'Make a code for joining')}
      </button>
    </div>
  );
}
