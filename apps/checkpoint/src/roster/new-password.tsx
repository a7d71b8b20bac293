import { useState } from 'preact/hooks';
import { Field } from '../screens/field.tsx';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { changePassword, type Account } from './account.ts';

/** As the contract has it: characters of a password. */
const shortest = 12;

interface Props {
  readonly account: Account;
  /** The one that serves once. */
  readonly password: string;
  readonly onChanged: () => void;
}

/** Who comes with a password that an administrator has set chooses her own before anything else. */
export function NewPassword({ account, password, onChanged }: Props) {
  const t = useWords();
  const [chosen, setChosen] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Bilingual>();
  const change = async () => {
    if (chosen.length < shortest) return setTrouble(tooShort);
    if (chosen !== again) return setTrouble(different);
    setBusy(true);
    setTrouble(undefined);
    try {
      await changePassword(account, password, chosen);
      onChanged();
    } catch (error) {
      setTrouble(troubleOf(error, unreached));
    } finally {
      setBusy(false);
    }
  };
  const field = (label: string, value: string, typed: (text: string) => void) => (
    <Field label={label} type="password" autocomplete="new-password" value={value} typed={typed} />
  );
  return (
    <main class="door-step">
      <h1>{t('设置您自己的密码', 'Choose a password of your own')}</h1>
      <p class="lead">
        {t(
          '管理员给的密码只用一次。新密码至少 12 个字符,请只有您自己知道。',
          'The one from the administrator serves once. Choose at least 12 characters that only you know.',
        )}
      </p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        {field(t('新密码', 'New password'), chosen, setChosen)}
        {field(t('再输入一次', 'Once more'), again, setAgain)}
        {trouble !== undefined && (
          <p class="trouble" role="alert">
            {t.say(trouble)}
          </p>
        )}
        <button class="button main" type="submit" disabled={busy || chosen === '' || again === ''}>
          {t('保存并打开名单', 'Save and open the list')}
        </button>
      </form>
    </main>
  );
}

const tooShort: Bilingual = {
  zh: '新密码不到 12 个字符。请再长一些,例如一句只有您知道的话;还没有更改。',
  en: 'The new password has fewer than 12 characters. Make it longer, a sentence for instance; nothing was changed yet.',
};

const different: Bilingual = {
  zh: '两次输入的不一样。请核对后再试;还没有更改。',
  en: 'The two are not the same. Check them and try again; nothing was changed yet.',
};

const unreached: Bilingual = {
  zh: '没有收到服务器的回答,可能已经更改。请联网后再试;不行时请用新密码重新登录。',
  en: 'The server did not answer; it may have been changed. Try again with a network; if that fails, sign in with the new password.',
};
