import { staffRoleNames, type ProblemError } from '@tongxing/contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../screens/field.tsx';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { signIn, type Account } from './account.ts';
import { NewPassword } from './new-password.tsx';

interface Props {
  readonly ended: boolean;
  /** Who was signed in, where her session is over. */
  readonly known: string | undefined;
  readonly onSignedIn: (account: Account) => void;
  readonly onLanguage: () => void;
}

/** Somebody says who she is, and where it is her first time chooses a password. */
export function SignInScreen({ ended, known, onSignedIn, onLanguage }: Props) {
  const t = useWords();
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fresh, setFresh] = useState<Account>();
  const [trouble, setTrouble] = useState<Bilingual>();
  const [name, secret] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  useEffect(() => (known === undefined ? name : secret).current?.focus(), []);
  const enter = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const signedIn = await signIn(username, password);
      if (signedIn.is === 'other') setTrouble(notHere(staffRoleNames[signedIn.role]));
      else if (signedIn.is === 'new') setFresh(signedIn.account);
      else onSignedIn(signedIn.account);
    } catch (error) {
      setTrouble(isImpossible(error) ? wrong : troubleOf(error, unreached));
    } finally {
      setBusy(false);
    }
  };
  if (fresh !== undefined)
    return <NewPassword account={fresh} password={password} onChanged={() => onSignedIn(fresh)} />;
  return (
    <main class="door-step">
      <h1>{t('今日名单', 'Who may come in today')}</h1>
      <p class="lead">
        {t(
          '单位和学校看本单位的人今天能不能来:只有同意过的人,只有三种回答,没有原因。',
          'For employers and schools: whether their people may come in today. Of those who agreed, one answer of three, and no reason.',
        )}
      </p>
      {ended && (
        <p class="trouble" role="alert">
          {t(
            '登录已结束,名单已从屏幕上收起。请重新登录:办好的都已保存,填的内容和加入码都还在这一页。',
            'You were signed out and the names were put away. Sign in again: what was done is saved, and what you had typed and the code for joining are still on this page.',
          )}
        </p>
      )}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <Field
          label={t('工作账号', 'Account')}
          input={name}
          autocomplete="username"
          autocapitalize="off"
          value={username}
          typed={setUsername}
        />
        <Field
          label={t('密码', 'Password')}
          input={secret}
          type="password"
          autocomplete="current-password"
          value={password}
          typed={setPassword}
        />
        {trouble !== undefined && (
          <p class="trouble" role="alert">
            {t.say(trouble)}
          </p>
        )}
        <button class="button main" type="submit" disabled={busy || username === '' || password === ''}>
          {busy ? t('正在登录', 'Signing in') : t('登录', 'Sign in')}
        </button>
      </form>
      <p class="fine">
        {t(
          '账号由本区管理员设立。忘记密码的,请管理员重置。',
          'The administrator of your district makes the account, and resets a password that was forgotten.',
        )}
      </p>
      <button class="button quiet" type="button" lang={t('en', 'zh-CN')} onClick={onLanguage}>
        {t('English', '中文')}
      </button>
    </main>
  );
}

/** What no account or password looks like is as wrong as one that is not right. */
function isImpossible(error: unknown): boolean {
  return (error as Partial<ProblemError>).code === 'invalid-input';
}

const wrong: Bilingual = {
  zh: '工作账号或密码不正确。请核对后再试;填写的账号还在。',
  en: 'Account or password is not right. Check both and try again; the account you typed is kept.',
};

const unreached: Bilingual = {
  zh: '没有连上服务器,还没有登录。请检查网络后再试;填写的内容还在。',
  en: 'The server could not be reached and you are not signed in. Check the network and try again; what you typed is kept.',
};

function notHere(role: Bilingual): Bilingual {
  return {
    zh: `这个账号的岗位是「${role.zh}」,看不到单位名单,已退出。请用岗位为「单位管理」的账号登录;没有的,请管理员设立。`,
    en: `This account is for the role ${role.en}; it sees no list and was signed out. Use an account for an employer or a school, or ask the administrator for one.`,
  };
}
