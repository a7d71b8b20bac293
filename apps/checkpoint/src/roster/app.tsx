import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { chooseLanguage, languageOfDevice, speakerOf, SpokenIn, type Language } from '../words/language.ts';
import { forgetAccount, keepAccount, keptAccount, signOut, type Account } from './account.ts';
import { SignInScreen } from './sign-in.tsx';

/** What a manager sees who is signed in. */
export interface OrganisationProps {
  readonly account: Account;
  /** Her session is over, and somebody has to sign in before anything goes on. */
  readonly ended: boolean;
  readonly onEnded: () => void;
  readonly onSignOut: () => void;
  readonly onLanguage: () => void;
}

/** The whole page. @param load what is shown after the sign-in */
export function RosterApp({ load }: { readonly load: () => Promise<ComponentType<OrganisationProps>> }) {
  const [language, setLanguage] = useState<Language>(languageOfDevice);
  const [account, setAccount] = useState(keptAccount);
  const [ended, setEnded] = useState(false);
  const [loaded, setLoaded] = useState<{ readonly Screen: ComponentType<OrganisationProps> }>();
  const [failed, setFailed] = useState(false);
  const t = speakerOf(language);
  useEffect(() => {
    load().then(
      (Screen) => setLoaded({ Screen }),
      () => setFailed(true),
    );
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const otherLanguage = () => {
    const other = language === 'zh' ? 'en' : 'zh';
    chooseLanguage(other);
    setLanguage(other);
  };
  const enter = (entered: Account) => {
    keepAccount(entered);
    setAccount(entered);
    setEnded(false);
  };
  const end = () => {
    forgetAccount();
    setEnded(true);
  };
  const leave = () => {
    // Without a network the session ends by itself when it has not been used; here it is gone at once.
    if (account !== undefined && !ended) signOut(account).catch(() => undefined);
    forgetAccount();
    setAccount(undefined);
    setEnded(false);
  };
  return (
    <SpokenIn value={t}>
      {(account === undefined || ended) && (
        <SignInScreen ended={ended} known={account?.username} onSignedIn={enter} onLanguage={otherLanguage} />
      )}
      {account !== undefined && (
        <div hidden={ended}>
          {loaded === undefined ? (
            <main class="door-step">
              {failed ? (
                <NotLoaded />
              ) : (
                <p class="lead" role="status">
                  {t('正在打开名单', 'Opening the list')}
                </p>
              )}
            </main>
          ) : (
            // Somebody else begins with nothing of what was on the screen.
            <loaded.Screen
              key={account.username}
              account={account}
              ended={ended}
              onEnded={end}
              onSignOut={leave}
              onLanguage={otherLanguage}
            />
          )}
        </div>
      )}
    </SpokenIn>
  );

  function NotLoaded() {
    return (
      <>
        <p>
          {t(
            '这一页没有取全,可能刚刚断网或更新过。请重新打开,登录还在。',
            'A part of this page could not be fetched: the network was gone, or there is a newer version. Open it again; you stay signed in.',
          )}
        </p>
        <button class="button main" type="button" onClick={() => location.reload()}>
          {t('重新打开', 'Open again')}
        </button>
      </>
    );
  }
}
