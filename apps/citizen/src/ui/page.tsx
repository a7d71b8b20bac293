import Taro, { useDidShow } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { useKept, useWords } from '@/store/hooks';
import { ActingBanner } from './acting-banner';
import { NavBar, type NavName } from './nav-bar';

interface PageProps {
  /** What the page is called: its heading, and the title of its window. */
  readonly title: string;
  /** The place in the bar below, for the pages that have it. */
  readonly nav?: NavName;
  readonly children: ReactNode;
}

/** The frame of every page: the look that was chosen, the heading, the way back. */
export function Page({ title, nav, children }: PageProps) {
  const { elder, theme, language } = useKept();
  const t = useWords();
  useDidShow(() => {
    void Taro.setNavigationBarTitle({ title });
  });
  const look = ['tx', `theme-${theme}`, elder ? 'elder' : '', nav === undefined ? '' : 'has-nav'].join(' ');
  return (
    <div className={look} lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <ActingBanner isHome={nav === 'code'} />
      <main className="page">
        <header className="page-head">
          {nav === undefined && (
            <button className="back" type="button" aria-label={t('返回', 'Back')} onClick={back}>
              ‹
            </button>
          )}
          <h1 className="page-title">{title}</h1>
        </header>
        {children}
      </main>
      {nav !== undefined && <NavBar current={nav} />}
    </div>
  );
}

/** One page back; home, where this one was opened first. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.reLaunch({ url: '/pages/code/index' });
}
